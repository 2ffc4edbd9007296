import type { DotMark } from '../../src/core/explore/dot-columns.ts';
import { canvasContext, dotContext, FAINT_OPACITY, themeKey, type DotTheme } from './sprites.ts';
import { setStamp, stampOf, type Stamp } from './stamp.ts';

/** How dots look, besides their kinds. */
export interface DotLook {
  readonly theme: DotTheme;
  /** Device pixels to one of the page. */
  readonly ratio: number;
  readonly squares: boolean;
}

/** Sizes of dots, in steps of half a pixel, for which there is room among the stamps of a kind. */
const MOST_STEPS = 128;

/**
 * The picture of many dots, pixel by pixel: that is ten times as fast as filling squares on a canvas or copying dots from
 * another one (docs/decisions/echarts.md). Dots lie on whole pixels.
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
  #look: DotLook = { theme: { canvas: '', foreground: '', ring: 0 }, ratio: 1, squares: false };

  /**
   * Begins a picture of a canvas.
   * @param largest Pixels of the largest dot.
   * @param kinds What the looks of dots follow from by their kinds: where it is another, they are.
   */
  begin(
    { width, height }: HTMLCanvasElement,
    look: DotLook,
    largest: number,
    kinds: readonly unknown[],
  ): void {
    const of = [themeKey(look.theme), look.ratio, look.squares, ...kinds];
    if (of.some((one, at) => one !== this.#of[at])) this.#stamps = [];
    [this.#of, this.#look] = [of, look];
    // In steps, so that not each zoom asks for memory anew.
    const margin = 16 * Math.ceil(((largest + 2) * look.ratio) / 16);
    if (margin !== this.#margin || width !== this.#width || height !== this.#height) {
      this.#image = new ImageData(width + 2 * margin, height + 2 * margin);
      this.#pixels = new Uint32Array(this.#image.data.buffer);
      [this.#margin, this.#width, this.#height] = [margin, width, height];
      this.#stamps = [];
    }
    this.#pixels.fill(solid(look.theme.canvas));
  }

  /**
   * The stamp of a kind of dots in a size, made once.
   * @param size Pixels, in steps of a half.
   */
  stamp(kind: number, mark: DotMark, size: number): Stamp {
    const steps = Math.min(MOST_STEPS - 1, Math.round(size * 2));
    const key = kind * MOST_STEPS + steps;
    return this.#stamps[key] ?? (this.#stamps[key] = this.#make(mark, steps / 2));
  }

  /** Sets a dot around a place, in device pixels. One that is not on the picture at all is left out. */
  set(stamp: Stamp, x: number, y: number): void {
    const left = Math.round(x - stamp.width / 2) + this.#margin;
    const top = Math.round(y - stamp.height / 2) + this.#margin;
    const { width, height } = this.#image;
    if (!(left >= 0 && top >= 0 && left + stamp.width <= width && top + stamp.height <= height)) return;
    setStamp(this.#pixels, stamp, top * width + left);
  }

  #make(mark: DotMark, size: number): Stamp {
    const { theme, ratio, squares } = this.#look;
    const context =
      squares && !(mark.emphasis === 'bright' && theme.ring > 0)
        ? filled(mark.colour, Math.round(size * ratio), mark.emphasis === 'faint' ? theme.canvas : undefined)
        : dotContext(mark, size, theme, ratio, true);
    const { width, height } = context.canvas;
    return stampOf(context.getImageData(0, 0, width, height), this.#image.width);
  }

  /** Puts the picture in the place of all that was on the canvas. */
  show(context: CanvasRenderingContext2D): void {
    const margin = this.#margin;
    context.putImageData(this.#image, -margin, -margin, margin, margin, this.#width, this.#height);
  }
}

/** @param behind Shines through a colour that is faint. */
function filled(colour: string, side: number, behind?: string): CanvasRenderingContext2D {
  const context = canvasContext(Math.max(1, side), true);
  if (behind !== undefined) {
    context.fillStyle = behind;
    context.fillRect(0, 0, side, side);
    context.globalAlpha = FAINT_OPACITY;
  }
  context.fillStyle = colour;
  context.fillRect(0, 0, side, side);
  return context;
}

/** Any colour of CSS as a pixel, without transparency. */
function solid(colour: string): number {
  const [red = 255, green = 255, blue = 255] = filled(colour, 1).getImageData(0, 0, 1, 1).data;
  return ((0xff << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
