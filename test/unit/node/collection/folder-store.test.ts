import { execFileSync } from 'node:child_process';
import {
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PART_BYTES } from '../../../../src/core/collection/store.ts';
import { FolderStore, type WriteTurn } from '../../../../src/node/collection/folder-store.ts';
import { failureOf } from '../../../fakes/failure-of.ts';

const task = { signal: new AbortController().signal, onProgress: (): void => undefined };

let folder: string;
let outside: string;
let store: FolderStore;
let turn: WriteTurn;
const inside = (name: string): string => path.join(folder, '.lexiclip', name);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lexiclip-store-'));
  outside = path.join(folder, 'outside');
  await mkdir(outside);
  await writeFile(path.join(outside, 'secret'), 'mine');
  store = new FolderStore(inside(''));
  turn = await store.takeTurn(task);
});

afterEach(async () => {
  await turn.release();
  await rm(folder, { recursive: true, force: true });
});

describe('FolderStore', () => {
  it('makes folders as it writes, and leaves no temporary file', async () => {
    await store.write('concepts/cat/a.json', 'é');
    await store.write('concepts/cat/a.json', 'ü');
    expect(await store.readText('concepts/cat/a.json')).toBe('ü');
    expect(await store.list('concepts/cat')).toEqual(['a.json']);
    await turn.release();
    expect(await readdir(inside('cache')).catch(() => [])).toEqual([]);
  });

  it('writes the bytes of a view, not of its whole buffer', async () => {
    await store.write('x', new Uint8Array([1, 2, 3, 4]).subarray(1, 3));
    expect([...((await store.read('x')) ?? [])]).toEqual([2, 3]);
  });

  it('answers undefined and nothing for what is not there', async () => {
    expect(await store.read('none')).toBeUndefined();
    expect(await store.list('none')).toEqual([]);
    expect(await store.size('none')).toBeUndefined();
    expect(await store.locateImage('images/none.png')).toBeUndefined();
    await store.remove('none');
  });

  it('moves a file, over another one, and nothing else', async () => {
    await store.write('images/a.png', 'a');
    await store.write('cache/undo/1-0.image', 'old');
    expect(await store.move('images/a.png', 'cache/undo/1-0.image')).toBe(true);
    expect(await store.readText('cache/undo/1-0.image')).toBe('a');
    expect(await store.size('images/a.png')).toBeUndefined();
    expect(await store.move('images/a.png', 'images/b.png')).toBe(false);
    await mkdir(inside('images/folder'));
    expect(await failureOf(store.move('images/folder', 'images/x'))).toMatchObject({
      kind: 'not-a-plain-file',
    });
    expect(await failureOf(store.move('cache/undo/1-0.image', 'images/folder'))).toMatchObject({
      kind: 'not-a-plain-file',
      found: 'folder',
    });
  });

  it('moves no link, and nothing through one', async () => {
    await store.write('images/a.png', 'a');
    await symlink(path.join(outside, 'secret'), inside('images/link.png'));
    await symlink(outside, inside('linked'));
    expect(await failureOf(store.move('images/link.png', 'images/b.png'))).toMatchObject({ found: 'link' });
    expect(await failureOf(store.move('images/a.png', 'linked/b.png'))).toMatchObject({ found: 'link' });
    expect(await failureOf(store.move('linked/secret', 'images/b.png'))).toMatchObject({ found: 'link' });
    expect(await readdir(outside)).toEqual(['secret']);
    await expect(store.move('images/a.png', '../a.png')).rejects.toThrow(RangeError);
  });

  it('removes a folder that is empty, and no other', async () => {
    await store.write('concepts/cat/a.json', 'a');
    await store.removeEmptyFolder('concepts/cat');
    expect(await store.readText('concepts/cat/a.json')).toBe('a');
    await store.remove('concepts/cat/a.json');
    await store.removeEmptyFolder('concepts/cat');
    expect(await readdir(inside('concepts'))).toEqual([]);
    await symlink(outside, inside('concepts/dog'));
    await store.removeEmptyFolder('concepts/dog');
    expect(await readdir(inside('concepts'))).toEqual(['dog']);
  });

  it('appends, and reads the start alone', async () => {
    await store.append('log', 'ab');
    await store.append('log', 'cd');
    expect(await store.readText('log')).toBe('abcd');
    expect((await store.readStart('log', 3))?.length).toBe(3);
  });

  it('reads and writes a large file in pieces', async () => {
    const piece = 'x'.repeat(1000);
    async function* pieces(): AsyncGenerator<string> {
      for (let at = 0; at < 200; at++) yield await Promise.resolve(piece);
    }
    await store.write('concepts/a.json', pieces());
    const lengths: number[] = [];
    let text = '';
    const take = (part: Uint8Array): void => {
      lengths.push(part.length);
      text += Buffer.from(part).toString();
    };
    expect(await store.readParts('concepts/a.json', take)).toBe(true);
    expect(text).toBe(piece.repeat(200));
    expect(lengths).toEqual([PART_BYTES, 200_000 - PART_BYTES]);
    expect(await store.readParts('concepts/a.json', take, 10)).toBe(true);
    expect(lengths.at(-1)).toBe(10);
    expect(await store.readParts('none', take)).toBe(false);
  });

  it('leaves a file as it was where the pieces of another end in a failure', async () => {
    await store.write('a', 'before');
    async function* failing(): AsyncGenerator<string> {
      yield 'half';
      await Promise.reject(new Error('the rest is not there'));
    }
    await expect(store.write('a', failing())).rejects.toThrow('the rest is not there');
    expect(await store.readText('a')).toBe('before');
  });

  it('moves what cannot be used out of the way', async () => {
    await store.write('collection.json', 'broken');
    const copy = (await store.setAside('collection.json')) ?? '';
    expect(await store.readText(copy)).toBe('broken');
    expect(await store.setAside('collection.json')).toBeUndefined();
    expect(await store.readText('collection.json')).toBeUndefined();
  });

  it('removes a link itself, and sets a folder aside with all that is in it', async () => {
    await symlink(path.join(outside, 'secret'), inside('link'));
    await store.remove('link');
    await mkdir(inside('folder'));
    await writeFile(inside('folder/mine'), 'mine');
    await store.remove('folder');
    expect(await readFile(path.join(outside, 'secret'), 'utf8')).toBe('mine');
    expect(await readdir(inside(''))).toEqual(['cache']);
    const [aside = ''] = await store.list('cache/set-aside');
    expect(await store.readText(`cache/set-aside/${aside}/mine`)).toBe('mine');
  });

  it('writes nothing out of turn', async () => {
    await turn.release();
    await expect(store.write('x', '')).rejects.toThrow('out of turn');
    await expect(store.remove('x')).rejects.toThrow('out of turn');
  });

  it('leaves nothing where nothing was written', async () => {
    await turn.release();
    expect(await readdir(folder)).toEqual(['outside']);
  });

  it('tells a path that is blocked by a file', async () => {
    await store.write('a', '');
    expect(await failureOf(store.write('a/b.json', ''))).toMatchObject({
      kind: 'not-a-plain-file',
      found: 'file',
    });
  });

  it.each(['../x', '/etc/passwd', 'a//b', 'a/./b', 'C:/x', 'a\\b', 'con', 'nul.json', 'a.', 'x:stream', ''])(
    'has no path %j',
    async (relative) => {
      await expect(async () => store.read(relative)).rejects.toThrow('is no path in a collection');
      await expect(store.write(relative, '')).rejects.toThrow('is no path in a collection');
    },
  );
});

describe('a link', () => {
  it('in the place of a file is not read, and a write replaces it', async () => {
    await store.write('concepts/cat/a.json', 'old');
    await rm(inside('concepts/cat/a.json'));
    await symlink(path.join(outside, 'secret'), inside('concepts/cat/a.json'));
    const failure = await failureOf(store.readText('concepts/cat/a.json'));
    expect(failure).toMatchObject({ kind: 'not-a-plain-file', found: 'link' });
    expect(await store.size('concepts/cat/a.json')).toBeUndefined();
    await store.write('concepts/cat/a.json', 'new');
    expect(await store.readText('concepts/cat/a.json')).toBe('new');
    expect(await readFile(path.join(outside, 'secret'), 'utf8')).toBe('mine');
  });

  it.each([
    ['to a folder outside', 'outside'],
    ['to a folder that is not there', 'nowhere'],
  ])('on the way %s lets nothing through', async (_what, target) => {
    await store.write('concepts/x', '');
    await rm(inside('concepts'), { recursive: true });
    await symlink(path.join(folder, target), inside('concepts'));
    const link = { kind: 'not-a-plain-file', found: 'link' };
    expect(await failureOf(store.write('concepts/cat/a.json', ''))).toMatchObject(link);
    expect(await failureOf(store.append('concepts/secret', 'x'))).toMatchObject(link);
    if (target === 'nowhere') return;
    expect(await failureOf(store.read('concepts/secret'))).toMatchObject(link);
    expect(await failureOf(store.list('concepts'))).toMatchObject(link);
    expect(await failureOf(store.remove('concepts/secret'))).toMatchObject(link);
    expect(await readdir(outside)).toEqual(['secret']);
  });

  it('in the place of the whole collection is refused', async () => {
    await turn.release();
    await symlink(outside, inside(''));
    const other = new FolderStore(path.join(folder, '.lexiclip'));
    expect(await failureOf(other.read('secret'))).toMatchObject({ kind: 'not-a-plain-file' });
    expect(await failureOf(other.takeTurn(task))).toMatchObject({ kind: 'not-a-plain-file' });
    expect(await readdir(outside)).toEqual(['secret']);
  });

  it('of the other kind, a second name of a file, is not appended to', async () => {
    await store.write('x', '');
    await link(path.join(outside, 'secret'), inside('journal'));
    expect(await failureOf(store.append('journal', 'more'))).toMatchObject({ kind: 'not-a-plain-file' });
    await store.write('journal', 'new');
    expect(await readFile(path.join(outside, 'secret'), 'utf8')).toBe('mine');
  });

  it('above the collection is the user’s, and is followed', async () => {
    await store.write('x', 'there');
    await symlink(folder, path.join(outside, 'shortcut'));
    const other = new FolderStore(path.join(outside, 'shortcut', '.lexiclip'));
    expect(await other.readText('x')).toBe('there');
    expect(other.locate('x')).toBe(path.join(outside, 'shortcut', '.lexiclip', 'x'));
  });
});

describe('what is no plain file', () => {
  it('is not opened: a pipe would wait, a device would never end', async ({ skip }) => {
    if (process.platform === 'win32') skip('Windows has no such files');
    await store.write('x', '');
    execFileSync('mkfifo', [inside('pipe')]);
    expect(await failureOf(store.read('pipe'))).toMatchObject({ kind: 'not-a-plain-file', found: 'special' });
    expect(await failureOf(store.append('pipe', ''))).toMatchObject({ kind: 'not-a-plain-file' });
    await symlink('/dev/zero', inside('zero'));
    expect(await failureOf(store.read('zero'))).toMatchObject({ kind: 'not-a-plain-file', found: 'link' });
  });

  it('is told: a folder', async () => {
    await store.write('folder/x', '');
    expect(await failureOf(store.read('folder'))).toMatchObject({
      kind: 'not-a-plain-file',
      found: 'folder',
    });
    expect(await failureOf(store.write('folder', ''))).toEqual({
      kind: 'not-a-plain-file',
      path: 'folder',
      found: 'folder',
    });
    await store.remove('folder');
    expect(await store.list('folder')).toEqual([]);
    const [copy = ''] = await store.list('cache/set-aside');
    expect(await store.list(`cache/set-aside/${copy}`)).toEqual(['x']);
  });

  it('is told: more bytes than such a file can have', async () => {
    await store.write('collection.json', '');
    await truncate(inside('collection.json'), 20e6);
    expect(await failureOf(store.read('collection.json'))).toMatchObject({
      kind: 'file-too-large',
      bytes: 20e6,
    });
  });
});

it('sweeps the temporary files of dead runs', async () => {
  await store.write('x', '');
  await turn.release();
  await mkdir(inside('cache/tmp'), { recursive: true });
  await writeFile(inside('cache/tmp/left.tmp'), 'half');
  turn = await store.takeTurn(task);
  expect(await stat(inside('cache/tmp/left.tmp')).catch(() => undefined)).toBeUndefined();
});
