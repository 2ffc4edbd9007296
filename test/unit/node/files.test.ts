import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderStore, sha256, sha256OfFile, tellingWhy } from '../../../src/node/files.ts';
import { failureOf } from '../../fakes/failure-of.ts';

let folder: string;
let store: FolderStore;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lexiclip-files-'));
  store = new FolderStore(path.join(folder, '.lexiclip'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('FolderStore', () => {
  it('makes folders as it writes, and leaves no temporary file', async () => {
    await store.write('concepts/cat/a.json', 'é');
    await store.write('concepts/cat/a.json', 'ü');
    expect(await store.readText('concepts/cat/a.json')).toBe('ü');
    expect(await store.list('concepts/cat')).toEqual(['a.json']);
  });

  it('writes the bytes of a view, not of its whole buffer', async () => {
    await store.write('x', new Uint8Array([1, 2, 3, 4]).subarray(1, 3));
    expect([...((await store.read('x')) ?? [])]).toEqual([2, 3]);
  });

  it('answers undefined, nothing and false for what is not there', async () => {
    expect(await store.read('none')).toBeUndefined();
    expect(await store.list('none')).toEqual([]);
    expect(await store.exists('none')).toBe(false);
    await store.remove('none');
  });

  it('tells a path that is blocked by a file', async () => {
    await writeFile(path.join(folder, '.lexiclip'), 'a file');
    expect(await failureOf(store.write('a/b.json', ''))).toMatchObject({ kind: 'not-writable' });
  });

  it('appends', async () => {
    await store.write('log', 'a');
    await store.append('log', 'b');
    expect(await store.readText('log')).toBe('ab');
  });
});

describe('tellingWhy', () => {
  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EROFS', 'not-writable'],
    ['EACCES', 'not-writable'],
  ])('words %s as %s', async (code, kind) => {
    const failing = tellingWhy('/x', () => Promise.reject(Object.assign(new Error(code), { code })));
    expect(await failureOf(failing)).toMatchObject({ kind, path: '/x' });
  });

  it('lets errors that are no refusals of the system through', async () => {
    await expect(tellingWhy('/x', () => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
    const stopped = AbortSignal.abort().reason as Error;
    await expect(tellingWhy('/x', () => Promise.reject(stopped))).rejects.toBe(stopped);
  });

  it('knows a disk that is really full', async ({ skip }) => {
    if (process.platform !== 'linux') skip('only Linux has /dev/full');
    const failing = tellingWhy('/dev/full', () => writeFile('/dev/full', 'x'));
    expect(await failureOf(failing)).toEqual({ kind: 'disk-full', path: '/dev/full' });
  });
});

it('hashes a file as its bytes', async () => {
  const file = path.join(folder, 'x');
  await writeFile(file, 'abc');
  expect(await sha256OfFile(file)).toBe(sha256('abc'));
  // FIPS 180-2, appendix B.1.
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
