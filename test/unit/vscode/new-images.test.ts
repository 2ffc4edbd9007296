import { expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import { collectionSnapshot } from '../../../src/core/explore/snapshot.ts';
import { mayBringImages } from '../../../src/vscode/commands/new-images.ts';
import { addImages, projection } from '../../fakes/collections.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

it('may bring images only where maps stand and a concept is not complete', async () => {
  const collection = new Collection(new MemoryStore());
  await addImages(collection, 'cat', ['a', 'b']);
  const asked = { concepts: ['cat'], count: 2, source: 'lexica' as const };
  expect(mayBringImages(undefined, asked)).toBe(false);
  expect(
    mayBringImages(await collectionSnapshot(collection, await collection.view()), { ...asked, count: 9 }),
  ).toBe(false);

  await collection.writeProjection(projection('umap', ['a', 'b']));
  const existing = await collectionSnapshot(collection, await collection.view());
  const [cat] = existing?.concepts ?? [];
  if (existing === undefined || cat === undefined) throw new Error('There is no collection');
  const snapshot = { ...existing, concepts: [{ ...cat, source: 'lexica' }] };
  expect(mayBringImages(snapshot, asked)).toBe(false);
  expect(mayBringImages(snapshot, { ...asked, concepts: ['Cat'] })).toBe(true);
  expect(mayBringImages(snapshot, { ...asked, count: 3 })).toBe(true);
  expect(mayBringImages(snapshot, { ...asked, concepts: ['cat', 'dog'] })).toBe(true);
  expect(mayBringImages(snapshot, { ...asked, concepts: ['cat | kitten'] })).toBe(true);
  expect(mayBringImages(snapshot, { ...asked, source: 'sample' })).toBe(true);
  expect(mayBringImages(snapshot, { ...asked, source: 'folder' })).toBe(true);
  const lacking = { ...cat, source: 'lexica', missing: [{ id: 'c', reason: 'gone' }] };
  expect(mayBringImages({ ...existing, concepts: [lacking] }, asked)).toBe(true);
});
