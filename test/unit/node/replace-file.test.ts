import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { replaceFile } from '../../../src/node/replace-file.ts';

let folder: string;
const at = (name: string): string => path.join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lexiclip-replace-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

it('replaces a link, and leaves what it leads to alone', async () => {
  await writeFile(at('mine'), 'mine');
  await symlink(at('mine'), at('map.html'));
  await replaceFile(at('map.html'), 'a page');
  expect(await readFile(at('map.html'), 'utf8')).toBe('a page');
  expect(await readFile(at('mine'), 'utf8')).toBe('mine');
});

it('leaves the file as it was, and no other, where it cannot be replaced', async () => {
  await mkdir(at('taken'));
  await expect(replaceFile(at('taken'), 'x')).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['taken']);
});

it('sweeps what processes left that are gone, and nothing else', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  const left = (pid: number | undefined): string => `.lexiclip-${String(pid)}-${randomUUID()}.tmp`;
  const [dead, own] = [left(child.pid), left(process.pid)];
  for (const name of [dead, own, 'other.tmp']) await writeFile(at(name), '');
  await replaceFile(at('x'), '');
  expect((await readdir(folder)).sort()).toEqual([own, 'other.tmp', 'x'].sort());
});
