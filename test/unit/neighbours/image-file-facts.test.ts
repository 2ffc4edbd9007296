import { expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import type { FileFacts } from '../../../src/core/collection/file-facts.ts';
import { imageFileFacts } from '../../../src/core/neighbours/image-file-facts.ts';
import { addImages } from '../../fakes/collections.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const task = { signal: new AbortController().signal, onProgress: (): void => undefined };

it('tells what files say, each beside its id, also where some are missing', async () => {
  const store = new MemoryStore();
  const collection = new Collection(store);
  await addImages(collection, 'pear', ['a', 'gone', 'b', 'c'], { c: { date: '2020-01-02' } });
  store.files.delete('images/gone.webp');
  await collection.view();
  const read: string[] = [];
  const headers = {
    facts: (files: readonly { readonly path: string }[]): Promise<readonly (FileFacts | null)[]> => {
      read.push(...files.map(({ path }) => path));
      // One that cannot be read.
      return Promise.resolve(
        files.map(({ path }) =>
          path === 'images/b.webp' ? null : { bytes: 10, modified: 5, width: 3, height: 4 },
        ),
      );
    },
  };
  const facts = await imageFileFacts(['a', 'gone', 'b', 'c', 'unknown'], { collection, headers }, task);
  expect(facts).toEqual([
    { bytes: 10, width: 3, height: 4, date: 5 },
    { date: undefined },
    { date: undefined },
    { bytes: 10, width: 3, height: 4, date: Date.parse('2020-01-02') },
    { date: undefined },
  ]);
  expect(read).toHaveLength(3);
});
