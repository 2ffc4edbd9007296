import * as l10n from '@vscode/l10n';
import type { CollectedImage } from '../collection/collection-view.ts';
import type { Collection } from '../collection/collection.ts';
import { locatedOrNot } from '../collection/located-image.ts';
import { THUMBNAILS_FOLDER, thumbnailPath } from '../collection/paths.ts';
import type { CollectionStore, ContainedFile } from '../collection/store.ts';
import { writeAnew, writeCache } from '../collection/write-anew.ts';
import { isAboutOneFile } from '../errors.ts';
import { imageExtension, webpLength } from '../image-type.ts';
import type { Logger } from '../logger.ts';
import type { LongTask } from '../signal.ts';
import type { ImageDecoder } from './image-decoder.ts';

/** Of an image's file, what tells its type and, for WebP, its length. */
const START_BYTES = 64;

interface ThumbnailDependencies {
  readonly collection: Collection;
  readonly decoder: ImageDecoder;
  readonly logger: Logger;
}

/** Makes the thumbnails that are not there, or are none. What cannot be made is left out: the embedder tells of it. */
export async function makeThumbnails(
  images: readonly CollectedImage[],
  { collection, decoder, logger }: ThumbnailDependencies,
  task: LongTask,
): Promise<void> {
  const { store } = collection;
  const wanted: { readonly id: string; readonly file: ContainedFile }[] = [];
  for (const { id, image } of images) {
    if (await isWholeWebp(store, thumbnailPath(id))) continue;
    const file = await locatedOrNot(store, image);
    if (file !== undefined) wanted.push({ id, file });
  }
  if (wanted.length === 0) return;
  await writeCache(collection, THUMBNAILS_FOLDER, () =>
    makeEach(wanted, { collection, decoder, logger }, task),
  );
}

async function makeEach(
  wanted: readonly { readonly id: string; readonly file: ContainedFile }[],
  { collection, decoder, logger }: ThumbnailDependencies,
  task: LongTask,
): Promise<void> {
  let next = 0;
  const tell = (): void => {
    const message = l10n.t('{done} of {total} images', { done: next, total: wanted.length });
    task.onProgress({ stage: 'pictures', done: next, total: wanted.length, message });
  };
  tell();
  const files = wanted.map(({ file }) => file);
  for await (const made of decoder.thumbnails(files, task.signal)) {
    for (const thumbnail of made) {
      const id = wanted[next++]?.id ?? '';
      if ('webp' in thumbnail) await writeAnew(collection, thumbnailPath(id), thumbnail.webp);
      else logger.info(`${id} has no thumbnail: ${thumbnail.failure}`);
    }
    tell();
  }
}

/** Whether a file is a whole WebP image, as far as its start tells. */
export async function isWholeWebp(store: CollectionStore, path: string): Promise<boolean> {
  try {
    const size = await store.size(path);
    const start = size === undefined ? undefined : await store.readStart(path, START_BYTES);
    return start !== undefined && imageExtension(start) === 'webp' && webpLength(start) === size;
  } catch (error) {
    if (isAboutOneFile(error)) return false;
    throw error;
  }
}
