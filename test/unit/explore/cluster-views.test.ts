import { expect, it } from 'vitest';
import { writeClusters } from '../../../src/core/clusters/clusters-file.ts';
import { Collection } from '../../../src/core/collection/collection.ts';
import { KeptClusters, NO_CLUSTER } from '../../../src/core/explore/cluster-views.ts';
import { storedClusters } from '../../fakes/collections.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

it('are aligned with the images of the map, and the same objects while their file is', async () => {
  const store = new MemoryStore();
  const collection = new Collection(store);
  await writeClusters(collection, 'm', storedClusters({ c1: ['a', 'b'], c2: ['c'] }));
  const kept = new KeptClusters();
  const ids = ['c', 'new', 'a', 'b'];
  const views = await kept.read(collection, ids, ['m', 'none']);
  const fine = views.at(-1);
  expect(fine?.vectors).toBe('m');
  expect([...(fine?.clusterOf ?? [])]).toEqual([1, NO_CLUSTER, 0, 0]);
  expect(await kept.read(collection, ids, ['m', 'none'])).toBe(views);
  expect(await kept.read(collection, [...ids], ['m', 'none'])).not.toBe(views);
});

it('are none where the file is damaged', async () => {
  const store = new MemoryStore();
  await store.write('clusters/m.json', '<<<<<<< HEAD');
  const collection = new Collection(store);
  expect(await new KeptClusters().read(collection, ['a'], ['m'])).toEqual([]);
  expect(collection.problems.all()).toHaveLength(1);
});

it('have a face where the most central image stands for the name', async () => {
  const store = new MemoryStore();
  const collection = new Collection(store);
  const named = { 'like a.png (2)': ['x/a.png', 'b'], 'red kites': ['c'] };
  await writeClusters(collection, 'm', storedClusters(named));
  const [, fine] = await new KeptClusters().read(collection, ['b', 'x/a.png', 'c'], ['m']);
  expect(fine?.faces).toEqual([1, -1]);
  const [, without] = await new KeptClusters().read(collection, ['b', 'c'], ['m']);
  expect(without?.faces).toEqual([-1, -1]);
});
