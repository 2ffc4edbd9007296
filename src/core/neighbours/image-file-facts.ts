import type { CollectedImage } from '../collection/collection-view.ts';
import type { HeaderReader } from '../collection/file-facts.ts';
import { locatedOrNot } from '../collection/located-image.ts';
import type { CollectionStore } from '../collection/store.ts';
import type { LongTask } from '../signal.ts';
import type { ImageFileFacts } from './keepers.ts';

/** Files to a request: progress is told after each, and what is cancelled stops there. */
const AT_ONCE = 128;

/** What the files of some images say, aligned with them; nothing is known of one that is not there or cannot be read. */
export async function imageFileFacts(
  images: readonly CollectedImage[],
  { store, headers }: { readonly store: CollectionStore; readonly headers: HeaderReader },
  { signal, onProgress }: LongTask,
): Promise<readonly ImageFileFacts[]> {
  const facts: ImageFileFacts[] = [];
  for (let first = 0; first < images.length; first += AT_ONCE) {
    signal.throwIfAborted();
    const message = `headers of ${images.length} images`;
    onProgress({ stage: 'embed', done: first, total: images.length, message });
    const some = images.slice(first, first + AT_ONCE);
    const files = await Promise.all(some.map(({ image }) => locatedOrNot(store, image)));
    const located = files.filter((file) => file !== undefined);
    const read = (await headers.facts(located, signal)).values();
    for (const [at, { fields }] of some.entries()) {
      const { modified, ...file } = (files[at] === undefined ? null : read.next().value) ?? {};
      facts.push({ ...file, date: fields.date ?? modified });
    }
  }
  return facts;
}
