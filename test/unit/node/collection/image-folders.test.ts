import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ImageFolders } from '../../../../src/node/collection/image-folders.ts';
import { pathBelow } from '../../../../src/node/path-below.ts';
import { failureOf } from '../../../fakes/failure-of.ts';

let home: string;
let collection: string;
let store: string;
const at = (name: string): string => path.join(home, name);

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'lexiclip-folders-'));
  [collection, store] = [at('work/.lexiclip'), at('config/image-folders')];
  for (const folder of ['photos/cat', 'private', 'work/.lexiclip'])
    await mkdir(at(folder), { recursive: true });
  for (const file of ['photos/cat/a: b?.jpg', 'private/key']) await writeFile(at(file), '');
});
afterEach(async () => {
  await rm(home, { recursive: true, force: true });
});

const refused = { kind: 'image-not-allowed' };

describe('images that stay where they are', () => {
  it('are found below a folder that the user gave, by another process as well', async () => {
    await new ImageFolders(store).allow(collection, at('photos'));
    const folders = new ImageFolders(store);
    const expected = { folder: at('photos'), path: 'cat/a: b?.jpg' };
    expect(await folders.find(collection, '../../photos/cat/a: b?.jpg')).toEqual(expected);
    expect(await folders.find(collection, at('photos/cat/a: b?.jpg'))).toEqual(expected);
    expect(await folders.find(collection, '../../photos/cat/gone.jpg')).toBeUndefined();
  });

  it.each(['../../private/key', '/etc/passwd', '../../photos/../private/key', '../../photos', '..', 'a\0b'])(
    'are not opened because a file names them: %j',
    async (image) => {
      const folders = new ImageFolders(store);
      await folders.allow(collection, at('photos'));
      expect(await failureOf(folders.find(collection, image))).toMatchObject(refused);
    },
  );

  it('are not opened by another collection', async () => {
    const folders = new ImageFolders(store);
    await folders.allow(collection, at('photos'));
    const image = at('photos/cat/a: b?.jpg');
    expect(await failureOf(folders.find(at('other/.lexiclip'), image))).toMatchObject(refused);
  });

  it('are not opened through a link that leads out of the folder', async () => {
    const folders = new ImageFolders(store);
    await folders.allow(collection, at('photos'));
    await symlink(at('private/key'), at('photos/link.jpg'));
    await symlink(at('private'), at('photos/folder'));
    for (const name of ['link.jpg', 'folder/key'])
      expect(await failureOf(folders.find(collection, at(`photos/${name}`)))).toMatchObject(refused);
  });

  it('are known where the user’s folder cannot be written to, for this process', async () => {
    await writeFile(at('config'), 'a file');
    const folders = new ImageFolders(store);
    await expect(folders.allow(collection, at('photos'))).rejects.toThrow();
    expect(await folders.find(collection, at('photos/cat/a: b?.jpg'))).toBeDefined();
  });

  it('keep what is damaged among what was allowed from allowing anything', async () => {
    const folders = new ImageFolders(store);
    await folders.allow(collection, at('photos'));
    const [kept = ''] = await readdir(store);
    await writeFile(path.join(store, kept), '{"collection": 1');
    await symlink(at('private'), path.join(store, 'link.json'));
    const image = at('photos/cat/a: b?.jpg');
    expect(await failureOf(new ImageFolders(store).find(collection, image))).toMatchObject(refused);
  });
});

describe('a path below a folder', () => {
  it.each([
    ['/photos', '/photos/a/b.jpg', 'a/b.jpg'],
    ['/photos', '/photos', undefined],
    ['/photos', '/photographs/a.jpg', undefined],
    ['/photos', '/a.jpg', undefined],
    ['/photos', '/photos/..a/b.jpg', '..a/b.jpg'],
    ['/', '/a.jpg', 'a.jpg'],
  ])('on Linux and macOS: %s, %s', (folder, file, expected) =>
    expect(pathBelow(path.posix, folder, file)).toBe(expected),
  );

  it.each([
    ['C:\\Photos', 'c:\\photos\\A\\b.jpg', 'A/b.jpg'],
    ['C:\\Photos', 'D:\\Photos\\b.jpg', undefined],
    ['C:\\Photos', 'C:\\Photos\\..\\key', undefined],
    ['C:\\Photos', '\\\\server\\share\\b.jpg', undefined],
    ['\\\\server\\share', '\\\\SERVER\\share\\b.jpg', 'b.jpg'],
    ['C:\\Photos', '\\\\?\\C:\\Windows\\b.jpg', undefined],
    ['C:\\Photos', '\\\\.\\pipe\\b.jpg', undefined],
    ['C:\\Photos', 'C:\\Photos\\b.jpg:stream', undefined],
    ['C:\\Photos', 'C:\\Photos\\nul', undefined],
    ['C:\\Photos', 'C:\\Photos\\b.jpg.', undefined],
  ])('on Windows: %s, %s', (folder, file, expected) =>
    expect(pathBelow(path.win32, folder, file)).toBe(expected),
  );
});
