import { expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import { encodeJson } from '../../../src/core/collection/json.ts';
import { encodeClusters, type StoredClusters } from '../../../src/core/collection/stored-clusters.ts';
import { storedClusters } from '../../fakes/collections.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const PATH = 'clusters/m.json';

async function textOf(clusters: StoredClusters): Promise<string> {
  let text = '';
  for await (const piece of encodeClusters(clusters, () => Promise.resolve())) text += piece;
  return text;
}

it('the file of clusters has the names first, then the images by cluster and id, as JSON is laid out', async () => {
  const clusters = storedClusters({ 'c"ats': ['b', 'a', '\u{1F431}'], dogs: ['d', 'c'] });
  const { ids, clusterOf, ...header } = clusters;
  const images = ['a', 'b', '\u{1F431}', 'c', 'd'].map((id, at) => ({
    id,
    cluster: at < 3 ? 'fine-1' : 'fine-2',
  }));
  expect(ids.length).toBe(clusterOf.length);
  expect(await textOf(clusters)).toBe(encodeJson({ ...header, images }));
  const { levels, ...empty } = storedClusters({});
  expect(JSON.parse(await textOf({ ...empty, levels }))).toMatchObject({ levels, images: [] });
});

it('is read as it was written, in parts or as a whole, and names clusters that there are', async () => {
  const many = Array.from({ length: 9000 }, (_, at) => `image-${at}`).sort();
  const clusters = storedClusters({ odd: many.slice(0, 5000), even: many.slice(5000) });
  const store = new MemoryStore();
  const collection = new Collection(store);
  const text = await textOf(clusters);
  for (const content of [text, JSON.stringify(JSON.parse(text))]) {
    await store.write(PATH, content);
    expect(await collection.readParsed('clusters', PATH)).toEqual(clusters);
  }
  await store.write(PATH, text.replaceAll('"cluster": "fine-2"', '"cluster": "gone"'));
  const edited = await collection.readParsed('clusters', PATH);
  expect(edited?.clusterOf.filter((cluster) => cluster === -1)).toHaveLength(4000);
  expect(await collection.readParsed('clusters', 'clusters/none.json')).toBeUndefined();
});
