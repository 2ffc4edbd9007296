import { expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import { makeSheets } from '../../../src/core/embed/sheets.ts';
import { explorerMap } from '../../../src/core/explore/view-model.ts';
import { carriedBytes, carriedSheets } from '../../../src/node/carried-images.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { addImages, projection } from '../../fakes/collections.ts';
import { silentLogger } from '../../fakes/fixed-clock.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const { signal } = new AbortController();
const webp = Uint8Array.from(Buffer.from('RIFF\x08\0\0\0WEBPdata', 'latin1'));
const address = `data:image/webp;base64,${Buffer.from(webp).toString('base64')}`;
const asked: (readonly (string | undefined)[])[] = [];
const decoder = {
  sheet: (files: readonly ({ path: string } | null)[]) => {
    asked.push(files.map((file) => file?.path));
    return Promise.resolve({ webp, sizes: files.map((): [number, number] => [96, 96]) });
  },
};

it('carries sheets as they are, and without the pictures of images that are left out', async () => {
  const store = new MemoryStore();
  const collection = new Collection(store);
  await addImages(collection, 'cat', ['a', 'b'], { b: { nsfw: true } });
  for (const id of ['a', 'b']) await store.write(`cache/thumbnails/${id}.webp`, webp);
  await collection.writeProjection(projection('umap', ['a', 'b']));
  const view = await collection.view();
  const dependencies = { collection, decoder, logger: silentLogger, sha256 };
  await makeSheets(view.images, dependencies, { signal, onProgress: () => undefined });
  const carried = async (nsfw: boolean): Promise<(string | null)[]> => {
    const options = { title: '', visible: { nsfw, grids: true }, thumbnails: '', sheets: '' };
    const map = await explorerMap(collection, view, options);
    if (map === undefined) throw new Error('there is no map');
    expect(await carriedBytes(collection, view, map)).toBeGreaterThan(webp.length);
    const sheets: (string | null)[] = [];
    for await (const sheet of carriedSheets(collection, map, decoder, signal)) sheets.push(sheet);
    return sheets;
  };
  asked.length = 0;
  expect(await carried(true)).toEqual([address]);
  expect(asked).toEqual([]);
  expect(await carried(false)).toEqual([address]);
  expect(asked.flat().filter((path) => path !== undefined)).toEqual(['cache/thumbnails/a.webp']);
  expect(asked.flat()).toHaveLength(2);
});
