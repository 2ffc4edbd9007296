import { Collection } from '../../../src/core/collection/collection.ts';
import type { CurateDependencies } from '../../../src/core/curate/edits.ts';
import type { LongTask } from '../../../src/core/signal.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { addImages } from '../../fakes/collections.ts';
import { FixedClock } from '../../fakes/fixed-clock.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

export const task: LongTask = { signal: new AbortController().signal, onProgress: () => undefined };

/** Two concepts that share `b`; `a` has keys of the user's, in the record and beside ours. */
export async function makeCollection(): Promise<{
  readonly store: MemoryStore;
  readonly collection: Collection;
}> {
  const store = new MemoryStore();
  const collection = new Collection(store);
  await addImages(collection, 'cat', ['a', 'b'], { a: { mine: [1], seed: '7' } });
  await addImages(collection, 'dog', ['c', 'b']);
  collection.index.expire();
  return { store, collection };
}

/** As another process finds the collection, with nothing in memory. */
export function openAnew(store: MemoryStore): CurateDependencies {
  return { collection: new Collection(store), sha256, clock: new FixedClock() };
}

/** The files of the collection without its caches, as texts. */
export function filesOf({ files }: MemoryStore): Record<string, string> {
  const own = [...files].filter(([path]) => !path.startsWith('cache/')).sort();
  return Object.fromEntries(own.map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]));
}

/** The images of each concept, by name. */
export async function concepts({
  collection,
}: CurateDependencies): Promise<Record<string, readonly string[]>> {
  const view = await collection.view();
  return Object.fromEntries(view.concepts.map(({ name, images }) => [name, images.map(({ id }) => id)]));
}
