import type { ConceptMark } from '../../src/core/explore/palette.ts';
import type { Sprites } from './sprites.ts';
import { setStamp, stampOf, type Stamp } from './stamp.ts';

/** Sizes of dots, in steps of half a pixel, for which there is room among the stamps of a kind. */
const MOST_STEPS = 128;

/**
 * The picture of many dots, pixel by pixel: a canvas takes about half a microsecond to fill a square and three to copy a
 * dot from another one; this takes a twentieth of it. Dots lie on whole pixels.
 */
export class DotPicture {
  #image = new ImageData(1, 1);
  #pixels = new Uint32Array(1);
  /** Device pixels around what is seen, for dots that are cut off at the edge. */
  #margin = 0;
  #width = 0;
  #height = 0;
  /** By kind and size. */
  #stamps: (Stamp | undefined)[] = [];
  #of: readonly unknown[] = [];

  /**
   * Begins a picture of a canvas.
   * @param largest Device pixels of the largest dot.
   * @param of What the looks of all kinds of dots follow from.
   */
  begin(
    { width, height }: HTMLCanvasElement,
    background: string,
    largest: number,
    of: readonly unknown[],
  ): void {
    // In steps, so that not each zoom asks for memory anew.
    const margin = 16 * Math.ceil((largest + 2) / 16);
    if (margin !== this.#margin || width !== this.#width || height !== this.#height) {
      this.#image = new ImageData(width + 2 * margin, height + 2 * margin);
      this.#pixels = new Uint32Array(this.#image.data.buffer);
      [this.#margin, this.#width, this.#height] = [margin, width, height];
      this.#stamps = [];
    }
    if (of.length !== this.#of.length || of.some((one, at) => one !== this.#of[at])) this.#stamps = [];
    this.#of = of;
    this.#pixels.fill(solid(background));
  }

  /**
   * The stamp of a kind of dots in a size, made once.
   * @param size Pixels, in steps of a half.
   * @param sprites What they look like; none for squares.
   */
  stamp(kind: number, mark: ConceptMark, size: number, ratio: number, sprites?: Sprites): Stamp {
    const steps = Math.min(MOST_STEPS - 1, Math.round(size * 2));
    const key = kind * MOST_STEPS + steps;
    const made = this.#stamps[key];
    if (made !== undefined) return made;
    const picture = sprites?.canvas(mark, steps / 2) ?? square(mark.colour, Math.round((steps * ratio) / 2));
    const { width, height } = picture;
    const pixels = picture.getContext('2d')?.getImageData(0, 0, width, height) ?? new ImageData(1, 1);
    const stamp = stampOf(pixels, this.#image.width);
    this.#stamps[key] = stamp;
    return stamp;
  }

  /** Sets a dot around a place, in device pixels. One that is not on the picture at all is left out. */
  set(stamp: Stamp, x: number, y: number): void {
    const left = Math.round(x - stamp.width / 2) + this.#margin;
    const top = Math.round(y - stamp.height / 2) + this.#margin;
    const { width, height } = this.#image;
    if (!(left >= 0 && top >= 0 && left + stamp.width <= width && top + stamp.height <= height)) return;
    setStamp(this.#pixels, stamp, top * width + left);
  }

  /** Puts the picture in the place of all that was on the canvas. */
  show(context: CanvasRenderingContext2D): void {
    const margin = this.#margin;
    context.putImageData(this.#image, -margin, -margin, margin, margin, this.#width, this.#height);
  }
}

function square(colour: string, side: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.max(1, side);
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  context.fillStyle = colour;
  context.fillRect(0, 0, canvas.width, canvas.height);
  return canvas;
}

/** Any colour of CSS as a pixel, without transparency. */
function solid(colour: string): number {
  const pixel = square(colour, 1).getContext('2d')?.getImageData(0, 0, 1, 1).data;
  const [red = 255, green = 255, blue = 255] = pixel ?? [];
  return ((0xff << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
