import type { CollectionView } from '../core/collection/collection-view.ts';
import type { Collection } from '../core/collection/collection.ts';
import { thumbnailPath } from '../core/collection/paths.ts';
import type { CarriedImage } from '../core/explore/carried.ts';
import type { ExplorerMap } from '../core/explore/map.ts';
import { imageExtension } from '../core/image-type.ts';

/** What a page carries. */
export interface StandaloneContent {
  readonly map: ExplorerMap;
  /** In the order of the map's images, read as they are asked for: together they may be gigabytes. */
  readonly images: AsyncIterable<CarriedImage>;
}

/** What is carried of each of some images. What cannot be read is a problem among others, and left out. */
export async function* carriedImages(
  { store, problems }: Collection,
  view: CollectionView,
  ids: readonly string[],
  signal: AbortSignal,
): AsyncIterable<CarriedImage> {
  for (const id of ids) {
    signal.throwIfAborted();
    const image = view.image(id);
    if (image === undefined) continue;
    const file = thumbnailPath(id);
    const bytes = await problems.of(file, () => store.read(file));
    // It goes to other people: nothing but a picture.
    const isPicture = bytes !== undefined && imageExtension(bytes) === 'webp';
    yield {
      prompt: image.prompt,
      file: (await store.readText(image.path)) ?? '',
      thumbnail: isPicture ? `data:image/webp;base64,${Buffer.from(bytes).toString('base64')}` : null,
    };
  }
}
