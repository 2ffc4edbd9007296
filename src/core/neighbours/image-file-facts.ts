import * as l10n from '@vscode/l10n';
import type { Collection } from '../collection/collection.ts';
import type { HeaderReader } from '../collection/file-facts.ts';
import { locatedOrNot } from '../collection/located-image.ts';
import { countOfImages } from '../counted.ts';
import type { LongTask } from '../signal.ts';
import type { ImageFileFacts } from './keepers.ts';

/** Files to a request: progress is told after each, and what is cancelled stops there. */
const AT_ONCE = 128;

/** What the files of some images say, aligned with their ids; nothing of one that is not there or cannot be read. */
export async function imageFileFacts(
  ids: readonly string[],
  { collection, headers }: { readonly collection: Collection; readonly headers: HeaderReader },
  { signal, onProgress }: LongTask,
): Promise<readonly ImageFileFacts[]> {
  const view = await collection.index.recentView();
  const facts: ImageFileFacts[] = [];
  for (let first = 0; first < ids.length; first += AT_ONCE) {
    signal.throwIfAborted();
    const message = l10n.t('headers of {0}', countOfImages(ids.length));
    onProgress({ stage: 'read', done: first, total: ids.length, message });
    const some = ids.slice(first, first + AT_ONCE).map((id) => view.image(id));
    const files = await Promise.all(
      some.map(async (one) => (one === undefined ? undefined : locatedOrNot(collection.store, one.image))),
    );
    const located = files.filter((file) => file !== undefined);
    const read = (await headers.facts(located, signal)).values();
    for (const [at, image] of some.entries()) {
      const { modified, ...file } = (files[at] === undefined ? null : read.next().value) ?? {};
      facts.push({ ...file, date: image?.fields.date ?? modified });
    }
  }
  return facts;
}
