import type { ExplorerMap } from '../../src/core/explore/map.ts';
import type { Host } from '../host.ts';
import { decodedPicture } from '../picture-address.ts';

/** Whole images in memory, each of some megabytes: the one that shows, and those before and after it. */
const MOST = 5;

/** The images themselves, as addresses that the page loads; those of the last few are kept. */
export class WholePictures {
  readonly #host: Pick<Host, 'picture'>;
  /** By image, the one that was asked for last at the end. */
  readonly #kept = new Map<string, Promise<string | undefined>>();

  constructor(host: Pick<Host, 'picture'>) {
    this.#host = host;
  }

  /** The address of an image that has been decoded; undefined for one that cannot be shown. */
  get(map: ExplorerMap, row: number): Promise<string | undefined> {
    const id = map.images.ids[row] ?? '';
    const picture = this.#kept.get(id) ?? this.#load(map, row);
    this.#kept.delete(id);
    this.#kept.set(id, picture);
    for (const [oldest, old] of this.#kept) {
      if (this.#kept.size <= MOST) break;
      this.#kept.delete(oldest);
      revoke(old);
    }
    return picture;
  }

  clear(): void {
    for (const picture of this.#kept.values()) revoke(picture);
    this.#kept.clear();
  }

  async #load(map: ExplorerMap, row: number): Promise<string | undefined> {
    const bytes = await this.#host.picture(map, row);
    if (bytes === null) return undefined;
    return decodedPicture(bytes).then(
      ({ src }) => src,
      () => undefined,
    );
  }
}

function revoke(picture: Promise<string | undefined>): void {
  void picture.then((address) => {
    if (address !== undefined) URL.revokeObjectURL(address);
  });
}
