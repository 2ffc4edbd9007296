import type { ExplorerMap } from '../../src/core/explore/map.ts';
import type { Host } from '../host.ts';
import { PictureStore } from '../scatter/pictures/picture-store.ts';

/** The small pictures of a gallery: of the images that it shows now, and some that it showed before. */
export class GalleryPictures {
  readonly #host: Pick<Host, 'thumbnail' | 'sheet'>;
  readonly #onArrive: () => void;
  /** Of the images of one map; of others the pictures of before are not needed any more. */
  #kept: { readonly of: ExplorerMap['images']; readonly store: PictureStore } | undefined;

  /** @param onArrive Told when pictures that were not ready are. */
  constructor(host: Pick<Host, 'thumbnail' | 'sheet'>, onArrive: () => void) {
    this.#host = host;
    this.#onArrive = onArrive;
  }

  /** The pictures of images that show together, as far as they are at hand; the others are loaded. @param side Device pixels. */
  get(map: ExplorerMap, rows: readonly number[], side: number): (ImageBitmap | undefined)[] {
    if (this.#kept?.of !== map.images) this.clear();
    this.#kept ??= { of: map.images, store: new PictureStore(map, this.#host, this.#onArrive) };
    return this.#kept.store.getAll(rows, side);
  }

  /** Gives the memory back. */
  clear(): void {
    this.#kept?.store.close();
    this.#kept = undefined;
  }
}
