import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { countImages } from '../../../src/node/sources/count-images.ts';
import { walkFolder } from '../../../src/node/sources/walk.ts';

const ALL = { images: 1000, entries: 1000 };
let root = '';

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'lexiclip-count-'));
  const files = [
    ...['a.png', 'b.JPG', 'notes.txt', 'raw.cr2', '.hidden.png', '._b.jpg'],
    ...['cats/1.webp', 'cats/2.gif', 'cats/deep/3.avif', '.git/4.png', '.lexiclip/images/5.png'],
    ...['__MACOSX/6.png'],
  ];
  for (const file of files) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), '');
  }
});
afterAll(() => rm(root, { recursive: true }));

it('counts what an exploration of the folder would find', async () => {
  const { concepts } = await walkFolder(root, [], path.join(root, '.lexiclip'));
  expect(await countImages(root, ALL)).toBe([...concepts.values()].flat().length);
  expect(await countImages(root, ALL)).toBe(5);
});

it('ends at so many images', async () => {
  expect(await countImages(root, { ...ALL, images: 2 })).toBe(2);
});

it('looks at so many entries, those of a folder before those below it', async () => {
  const wide = path.join(root, 'wide');
  await mkdir(path.join(wide, 'below'), { recursive: true });
  for (let at = 0; at < 20; at++) await writeFile(path.join(wide, 'below', `${at}.png`), '');
  await writeFile(path.join(wide, 'top.png'), '');
  // Two at the top, then the first three below it.
  expect(await countImages(wide, { ...ALL, entries: 5 })).toBe(4);
  await rm(wide, { recursive: true });
});

it('follows no link', async () => {
  const linked = path.join(root, 'linked');
  await mkdir(linked);
  await symlink(root, path.join(linked, 'up'));
  await symlink(path.join(root, 'a.png'), path.join(linked, 'a.png'));
  expect(await countImages(linked, ALL)).toBe(0);
  await rm(linked, { recursive: true });
});

it('finds nothing where there is no folder', async () => {
  expect(await countImages(path.join(root, 'nowhere'), ALL)).toBe(0);
});
