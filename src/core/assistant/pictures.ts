import type { CollectedImage } from '../collection/collection-view.ts';
import type { Collection } from '../collection/collection.ts';
import { thumbnailPath } from '../collection/paths.ts';

/** Of an answer: more cost a model more than they tell it. */
const MOST_PICTURES = 8;

/** Small pictures (WebP) of the first images, of those that have one. */
export async function picturesOf(
  images: readonly CollectedImage[],
  { store }: Pick<Collection, 'store'>,
): Promise<readonly Uint8Array[]> {
  const pictures: Uint8Array[] = [];
  for (const { id } of images.slice(0, MOST_PICTURES)) {
    // One that cannot be read is left out: the answer is of use without it.
    const bytes = await store.read(thumbnailPath(id)).catch(() => undefined);
    if (bytes !== undefined) pictures.push(bytes);
  }
  return pictures;
}
