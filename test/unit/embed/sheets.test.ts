import { beforeEach, describe, expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import { SHEET_COLUMNS, sheetNames } from '../../../src/core/collection/sheets.ts';
import { makeSheets } from '../../../src/core/embed/sheets.ts';
import { NO_CELL, pictureColumns, type PictureColumns } from '../../../src/core/explore/picture-columns.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { addImages } from '../../fakes/collections.ts';
import { silentLogger } from '../../fakes/fixed-clock.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

/** A WebP as far as its start tells: RIFF, its length, WEBP, and some bytes. */
const webp = Uint8Array.from(Buffer.from('RIFF\x08\0\0\0WEBPdata', 'latin1'));

describe('sheets of pictures', () => {
  let store: MemoryStore;
  let collection: Collection;
  let asked: string[][];
  let fails = false;

  beforeEach(async () => {
    store = new MemoryStore();
    collection = new Collection(store);
    asked = [];
    await addImages(collection, 'cat', ['a', 'b', 'c']);
    for (const id of ['a', 'b', 'c']) await store.write(`cache/thumbnails/${id}.webp`, webp);
  });

  it('are made of the thumbnails that there are, and tell each image its cell', async () => {
    store.files.delete('cache/thumbnails/c.webp');
    await make();
    expect(asked.map((paths) => paths.sort())).toEqual([
      ['cache/thumbnails/a.webp', 'cache/thumbnails/b.webp'],
    ]);
    const { sheets, cells, sizes } = await columns();
    expect(sheets).toEqual(await sheetNames(collection));
    expect([...cells.slice(0, 2)].sort()).toEqual([0, 1]);
    expect(cells[2]).toBe(NO_CELL);
    expect([...sizes]).toEqual([96, 48, 96, 48, 0, 0]);
  });

  it('are not made again while they stand', async () => {
    await make();
    await make();
    expect(asked).toHaveLength(1);
  });

  it('are not needed: nothing fails where one cannot be made, and the next run makes it', async () => {
    fails = true;
    await make();
    expect(await store.list('cache/sheets')).toEqual([]);
    fails = false;
    await make();
    expect(await store.list('cache/sheets')).toHaveLength(2);
  });

  it('say nothing of an image whose bytes are others by now', async () => {
    await make();
    const { images } = await collection.view();
    const changed = images.map((image) => ({ ...image, id: image.id, sha256: 'another' }));
    expect((await pictureColumns(changed, collection))?.cells).toEqual(new Uint32Array(3).fill(NO_CELL));
  });

  it.each<[string, (name: string) => Promise<unknown>]>([
    ['its picture is gone', (name) => store.remove(`cache/sheets/${name}.webp`)],
    ['its picture is cut off', (name) => store.write(`cache/sheets/${name}.webp`, webp.slice(0, 13))],
    ['its picture is none', (name) => store.write(`cache/sheets/${name}.webp`, 'no picture')],
    ['its description is gone', (name) => store.remove(`cache/sheets/${name}.json`)],
    ['its description is empty', (name) => store.write(`cache/sheets/${name}.json`, '')],
    ['its description has other cells', (name) => store.write(`cache/sheets/${name}.json`, hostile)],
  ])('are made again where %s', async (_damage, damage) => {
    await make();
    const [name = ''] = await sheetNames(collection);
    const before = new Map(store.files);
    await damage(name);
    await make();
    expect(asked).toHaveLength(2);
    expect(store.files).toEqual(before);
    expect(collection.problems.all()).toEqual([]);
  });

  it('leave no file of before behind when images come', async () => {
    await make();
    const [before = ''] = await sheetNames(collection);
    await addImages(collection, 'dog', ['d']);
    await store.write('cache/thumbnails/d.webp', webp);
    await make();
    expect(asked.at(-1)).toHaveLength(4);
    expect(await store.list('cache/sheets')).toHaveLength(2);
    expect(await sheetNames(collection)).not.toContain(before);
  });

  it('leave alone what is none of theirs, or of a newer version', async () => {
    await store.write('cache/sheets/notes.txt', 'mine');
    await store.write(`cache/sheets/${'0'.repeat(32)}.json`, '{"formatVersion":2}');
    await store.write(`cache/sheets/${'0'.repeat(32)}.webp`, webp);
    await make();
    expect(await store.list('cache/sheets')).toHaveLength(5);
  });

  const hostile = JSON.stringify({
    formatVersion: 1,
    cellPixels: 96,
    columns: SHEET_COLUMNS,
    cells: [['a', 'digest of a', 5000, 96]],
  });

  async function make(): Promise<void> {
    const decoder = {
      sheet: (files: readonly ({ path: string } | null)[]) => {
        if (fails) return Promise.reject(new Error('the process is gone'));
        asked.push(files.map((file) => file?.path ?? ''));
        return Promise.resolve({ webp, sizes: files.map((): [number, number] => [96, 48]) });
      },
    };
    const { images } = await collection.view();
    const task = { signal: new AbortController().signal, onProgress: (): void => undefined };
    await makeSheets(images, { collection, decoder, logger: silentLogger, sha256 }, task);
  }

  async function columns(): Promise<PictureColumns> {
    const found = await pictureColumns((await collection.view()).images, collection);
    if (found === undefined) throw new Error('there are no sheets');
    return found;
  }
});
