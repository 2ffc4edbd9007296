import { expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import { fileName } from '../../../src/core/collection/paths.ts';
import { KeptColumns } from '../../../src/core/explore/kept-columns.ts';
import { GRID, THUMBNAIL } from '../../../src/core/explore/map.ts';
import { collectionSnapshot } from '../../../src/core/explore/snapshot.ts';
import { explorerMap, type MapOptions } from '../../../src/core/explore/view-model.ts';
import { addImages, projection } from '../../fakes/collections.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const everything = { nsfw: true, grids: true };

async function mapOf(
  collection: Collection,
  options: Partial<MapOptions> = {},
): ReturnType<typeof explorerMap> {
  const usual = { title: 'x', visible: everything, thumbnails: 'base', sheets: 'sheets' };
  return explorerMap(collection, await collection.view(), { ...usual, ...options });
}

async function snapshotOf(collection: Collection): ReturnType<typeof collectionSnapshot> {
  return collectionSnapshot(collection, await collection.view());
}

it('is nothing where there is no collection, and no map where there is no projection', async () => {
  const collection = new Collection(new MemoryStore());
  expect(await snapshotOf(collection)).toBeUndefined();
  expect(await mapOf(collection)).toBeUndefined();
});

it('aligns every projection with the images, each once, under the last of its concepts', async () => {
  const store = new MemoryStore();
  const collection = new Collection(store);
  await addImages(collection, 'cat', ['a', 'b']);
  await addImages(collection, 'pet', ['b', 'c', 'unplaced']);
  await collection.writeProjection(projection('tsne', ['a', 'b', 'c']));
  await collection.writeProjection(projection('umap', ['c', 'a']));
  await collection.writeProjection({ ...projection('umap', ['a']), name: 'loose' });
  await store.write('cache/thumbnails/a.webp', 'bytes');

  const map = await mapOf(collection, {
    title: 'pets',
  });
  expect(map?.concepts).toEqual(['cat', 'pet']);
  expect(map?.thumbnails).toBe('base');
  expect(map?.images).toEqual({
    ids: ['a', 'b', 'c'],
    concepts: Uint32Array.of(0, 1, 1),
    flags: Uint8Array.of(THUMBNAIL, 0, 0),
    thumbnailNames: [],
    fields: [],
  });
  expect(map?.projections.map(({ title, xy }) => [title, [...xy]])).toEqual([
    ['UMAP', [1, -1, NaN, NaN, 0, 0]],
    ['t-SNE', [0, 0, 1, -1, 2, -2]],
    ['UMAP · loose', [0, 0, NaN, NaN, NaN, NaN]],
  ]);
});

it('shows given maps in their order, without the collection’s own', async () => {
  const collection = new Collection(new MemoryStore());
  await addImages(collection, 'cat', ['a', 'b']);
  await collection.writeProjection(projection('tsne', ['a', 'b']));
  await collection.writeProjection(projection('umap', ['a']));
  const umap = await collection.readProjection('umap');
  if (umap === undefined) throw new Error('It was written');
  const earlier = { ...umap, name: 'umap (HEAD)' };
  const map = await mapOf(collection, { maps: [umap, earlier] });
  expect(map?.projections.map(({ title }) => title)).toEqual(['UMAP', 'UMAP · umap (HEAD)']);
  expect(map?.images.ids).toEqual(['a']);
  expect(await mapOf(collection, { maps: [] })).toBeUndefined();
});

it('marks images that are several in one, and names the thumbnails that are not named by their images', async () => {
  const store = new MemoryStore();
  const collection = new Collection(store);
  await addImages(collection, 'cat', ['plain', 'Über alles'], { plain: { grid: true } });
  await collection.writeProjection(projection('umap', ['plain', 'Über alles']));
  const name = fileName('Über alles');
  await store.write(`cache/thumbnails/${name}.webp`, 'bytes');
  const map = await mapOf(collection);
  expect(map?.images.flags).toEqual(Uint8Array.of(GRID, THUMBNAIL));
  expect(map?.images.thumbnailNames).toEqual([[1, name]]);
});

it('keeps the columns of what has not changed', async () => {
  const collection = new Collection(new MemoryStore());
  await addImages(collection, 'cat', ['a', 'b', 'c']);
  await collection.writeProjection(projection('umap', ['a', 'b']));
  await collection.writeProjection(projection('tsne', ['a', 'b']));
  const kept = new KeptColumns();
  const before = await mapOf(collection, { kept });
  const again = await mapOf(collection, { kept });
  expect(again?.images).toBe(before?.images);
  expect(again?.projections.map(({ xy }) => xy)).toEqual(before?.projections.map(({ xy }) => xy));
  again?.projections.forEach(({ xy }, at) => expect(xy).toBe(before?.projections[at]?.xy));

  await collection.writeProjection({ ...projection('tsne', ['b', 'a']), seed: 5 });
  const changed = await mapOf(collection, { kept });
  expect(changed?.images).toBe(before?.images);
  expect(changed?.projections[0]?.xy).toBe(before?.projections[0]?.xy);
  expect(changed?.projections[1]?.xy).toEqual(Float32Array.of(1, -1, 0, 0));

  await collection.writeProjection(projection('tsne', ['a', 'b', 'c']));
  const more = await mapOf(collection, { kept });
  expect(more?.images.ids).toEqual(['a', 'b', 'c']);
  expect(more?.projections[0]?.xy).toEqual(Float32Array.of(0, 0, 1, -1, NaN, NaN));
});

it('says of a map what its file does: depth, distortion, trust, and how it came to be', async () => {
  const collection = new Collection(new MemoryStore());
  await addImages(collection, 'cat', ['a', 'b', 'c']);
  const quality = { k: 15, trustworthiness: 0.9, continuity: 0.8, neighboursKept: 0.5 };
  const stability = { k: 15, seeds: [1], agreement: 0.7 };
  const known = { quality, stability, origin: 'placed', stopped: true, steps: 9 } as const;
  await collection.writeProjection({
    ...projection('umap', []),
    ...known,
    points: [
      { id: 'a', x: 1, y: 2, z: 3, distortion: 0.25 },
      { id: 'c', x: 4, y: 5, z: 6 },
    ],
  });
  // As a version before wrote it.
  await collection.writeProjection(projection('tsne', ['a', 'b', 'c']));

  const map = await mapOf(collection);
  const [umap, tsne] = map?.projections ?? [];
  expect(umap).toMatchObject(known);
  expect([umap?.xy, umap?.depth, umap?.distortion]).toEqual([
    Float32Array.of(1, 2, NaN, NaN, 4, 5),
    Float32Array.of(3, NaN, 6),
    Float32Array.of(0.25, NaN, NaN),
  ]);
  expect(tsne).toMatchObject({ quality: undefined, stability: undefined, origin: undefined });
  expect([tsne?.depth, tsne?.distortion]).toEqual([undefined, undefined]);
  expect((await snapshotOf(collection))?.projections[0]).toMatchObject(known);
});

it('shows the images of a map that is being laid out before any map has them', async () => {
  const collection = new Collection(new MemoryStore());
  await addImages(collection, 'cat', ['a', 'b']);
  const liveLayout = (ids: string[]): ReturnType<typeof mapOf> => mapOf(collection, { liveLayout: ids });
  expect(await liveLayout([])).toBeUndefined();
  expect((await liveLayout(['b']))?.images.ids).toEqual(['b']);
});

it('lists what the tree shows', async () => {
  const collection = new Collection(new MemoryStore());
  await addImages(collection, 'sea lion', ['a']);
  await collection.writeProjection(projection('umap', ['a']));
  expect(await snapshotOf(collection)).toMatchObject({
    concepts: [
      {
        name: 'sea lion',
        path: 'concepts/sea-lion/concept.json',
        images: [{ id: 'a', prompt: 'a sea lion' }],
      },
    ],
    projections: [{ name: 'umap', points: 1, path: 'projections/umap.json' }],
  });
});

it('lists no problem of a cache that was deleted', async () => {
  const collection = new Collection(new MemoryStore());
  await addImages(collection, 'cat', ['a']);
  const path = 'cache/embeddings/model.json';
  await collection.store.write(path, '{');
  collection.problems.add(path, { kind: 'damaged-cache', path, detail: 'it is cut off' });
  expect((await snapshotOf(collection))?.problems).toMatchObject([{ path }]);
  await collection.store.remove(path);
  expect((await snapshotOf(collection))?.problems).toEqual([]);
});

it('lists a folder once for all problems in it, and keeps those of folders beside', async () => {
  const store = new MemoryStore();
  const collection = new Collection(store);
  await addImages(collection, 'cat', ['a']);
  const listed: string[] = [];
  const list = (folder: string): Promise<readonly string[]> => {
    listed.push(folder);
    return store.list(folder);
  };
  const gone = ['cache/index.jsonl', 'cache/thumbnails/a.webp', 'cache/thumbnails/b.webp'];
  await store.write('cache/embeddings/model.json', '{');
  for (const path of [...gone, 'cache/embeddings/model.json', 'collection.json'])
    collection.problems.add(path, { kind: 'damaged-cache', path, detail: 'it is cut off' });
  await collection.problems.forgetGone({ list });
  expect(collection.problems.all().map(({ path }) => path)).toEqual([
    'cache/embeddings/model.json',
    'collection.json',
  ]);
  expect(listed.sort()).toEqual(['cache', 'cache/embeddings', 'cache/thumbnails']);
});

it('leaves out what the user does not want to see, and counts it', async () => {
  const collection = new Collection(new MemoryStore());
  await addImages(collection, 'cat', ['a', 'b', 'c', 'd'], {
    b: { nsfw: true },
    c: { grid: 'true' },
    d: { nsfw: true, grid: true },
  });
  await collection.writeProjection(projection('umap', ['a', 'b', 'c', 'd']));
  const seen = async (nsfw: boolean, grids: boolean): Promise<unknown> => {
    const map = await mapOf(collection, { visible: { nsfw, grids } });
    return [map?.images.ids.join(''), map?.projections[0]?.xy.length, map?.leftOut];
  };
  expect(await seen(false, true)).toEqual(['ac', 4, { nsfw: 2, grids: 0 }]);
  expect(await seen(false, false)).toEqual(['a', 2, { nsfw: 2, grids: 1 }]);
  expect(await seen(true, false)).toEqual(['ab', 4, { nsfw: 0, grids: 2 }]);
  expect(await seen(true, true)).toEqual(['abcd', 8, { nsfw: 0, grids: 0 }]);
});
