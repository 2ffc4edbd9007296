import { CoverMask } from '../../../src/core/explore/cover-mask.ts';
import { picturePixels, pictureSeparation, showsPictures } from '../../../src/core/explore/mark-size.ts';
import { Representatives } from '../../../src/core/explore/representatives.ts';
import type { PictureArea } from '../../../src/core/explore/stack.ts';
import { toPixels, type Point, type Size } from '../../../src/core/explore/viewport.ts';
import type { Host } from '../../host.ts';
import { Last } from '../../last.ts';
import { zoomOf, type Drawing } from '../scene.ts';
import { PictureStore } from './picture-store.ts';

/** An image that is drawn as its picture, in pixels of the surface. */
export interface PictureMark extends PictureArea {
  readonly bitmap: ImageBitmap;
}

/** Where images are at the moment, by row, in coordinates. */
export interface Positions {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Which images are drawn as pictures, and with what. */
export class PictureLayer {
  readonly #host: Pick<Host, 'thumbnail' | 'sheet'>;
  readonly #onArrive: () => void;
  #store: PictureStore | undefined;
  #images: unknown;
  #representatives: Representatives | undefined;
  readonly #lastRepresentatives = new Last<Representatives>();

  /** @param onArrive Told when pictures have come that are to be drawn. */
  constructor(host: Pick<Host, 'thumbnail' | 'sheet'>, onArrive: () => void) {
    this.#host = host;
    this.#onArrive = onArrive;
  }

  /** @param rows Of the images that are shown, in the order in which they are preferred. */
  show(drawing: Drawing, rows: Uint32Array): void {
    const { map, projection, rotation } = drawing;
    if (map.images !== this.#images) {
      this.#store?.close();
      this.#store = new PictureStore(map, this.#host, this.#onArrive);
      this.#images = map.images;
    }
    const store = this.#store;
    const of = [map.images, projection.xy, rotation, rows];
    this.#representatives = this.#lastRepresentatives.of(of, () => {
      const candidates = rows.filter((row) => store?.has(row));
      return new Representatives(drawing.plane, candidates);
    });
  }

  /** The pictures in a window, those preferred first; what has not been loaded is none, and is loaded from now on. */
  marks(drawing: Drawing, { x, y }: Positions): readonly PictureMark[] {
    const { viewport, size, pictures, projection, map } = drawing;
    const zoom = zoomOf(drawing);
    const store = this.#store;
    store?.begin();
    const forms = projection.liveLayout === true || projection.method === 'preview';
    const mode = pictures === 'auto' && forms ? 'never' : pictures;
    const marks: PictureMark[] = [];
    if (store !== undefined && showsPictures(mode, map.images.ids.length, zoom)) {
      const side = picturePixels(map.images.ids.length, size, zoom);
      const chosen = this.#representatives?.at(pictureSeparation(side) * viewport.scale) ?? new Uint32Array();
      const placeOf = (row: number): Point =>
        toPixels({ x: x[row] ?? NaN, y: y[row] ?? NaN }, viewport, size);
      for (const row of chosen) {
        const at = placeOf(row);
        if (!isInside(at, size, side / 2)) continue;
        const bitmap = store.get(row, side * devicePixelRatio);
        if (bitmap === undefined) continue;
        const scale = side / Math.max(bitmap.width, bitmap.height);
        marks.push({ row, ...at, width: bitmap.width * scale, height: bitmap.height * scale, bitmap });
      }
      // Those that a step closer will show: a sheet that has been decoded need not be once more.
      const soon =
        this.#representatives?.at((pictureSeparation(side) * viewport.scale) / 2) ?? new Uint32Array();
      for (const row of soon.subarray(chosen.length)) if (isInside(placeOf(row), size, 0)) store.expect(row);
    }
    store?.load();
    return marks;
  }

  /** Small pictures of images that are pointed at, as far as they are at hand; those of all but the first are loaded. */
  small([first = -1, ...others]: readonly number[]): (ImageBitmap | undefined)[] {
    return this.#store?.point(first, others) ?? [];
  }

  /** What pictures cover, with room for half a dot around them. */
  static cover(marks: readonly PictureMark[], size: Size, dot: number): CoverMask {
    const mask = new CoverMask(size);
    for (const [at, mark] of marks.entries()) mask.add(at, mark, mark.width / 2 + dot, mark.height / 2 + dot);
    return mask;
  }
}

function isInside({ x, y }: Point, { width, height }: Size, margin: number): boolean {
  return x > -margin && y > -margin && x < width + margin && y < height + margin;
}
