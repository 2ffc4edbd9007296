import type { DotMark } from '../../src/core/explore/dot-columns.ts';
import type { ConceptMark } from '../../src/core/explore/palette.ts';

/** More kinds than that, of colours that run on, are drawn without one. */
const MOST_SPRITES = 1000;
const OPACITY = 0.9;
/** Of what is not selected, while something is. */
export const FAINT_OPACITY = 0.28;

/** What a dot is drawn in, besides its own colour. */
export interface DotTheme {
  /** The colour around and behind dots. */
  readonly canvas: string;
  /** The colour of the ring around bright ones. */
  readonly foreground: string;
  /** Its pixels; 0 for none. */
  readonly ring: number;
}

/** Draws dots on a canvas, each kind once: copying a small picture is several times faster than drawing a shape. */
export class Sprites {
  readonly #kinds = new Map<string, HTMLCanvasElement>();
  #theme: DotTheme = { canvas: '', foreground: '', ring: 0 };
  #ratio = 1;

  /** @param ratio Device pixels to one of the page. */
  begin(theme: DotTheme, ratio: number): void {
    const isSame = themeKey(this.#theme) === themeKey(theme);
    if (isSame && this.#ratio === ratio && this.#kinds.size < MOST_SPRITES) return;
    [this.#theme, this.#ratio] = [theme, ratio];
    this.#kinds.clear();
  }

  /** Draws a dot around a place. Sizes are pixels, in steps of a half. */
  draw(context: CanvasRenderingContext2D, mark: DotMark, x: number, y: number, size: number): void {
    const steps = Math.round(size * 2);
    const key = `${mark.colour} ${mark.symbol} ${mark.emphasis} ${steps}`;
    const sprite = this.#kinds.get(key) ?? this.#make(key, mark, steps / 2);
    const side = sprite.width / this.#ratio;
    context.drawImage(sprite, x - side / 2, y - side / 2, side, side);
  }

  #make(key: string, mark: DotMark, size: number): HTMLCanvasElement {
    const { canvas } = dotContext(mark, size, this.#theme, this.#ratio);
    if (this.#kinds.size < MOST_SPRITES) this.#kinds.set(key, canvas);
    return canvas;
  }
}

/** The same for themes in which dots look alike. */
export function themeKey({ canvas, foreground, ring }: DotTheme): string {
  return [canvas, foreground, ring].join('\n');
}

/**
 * A dot on a canvas of its own.
 * @param size Its diameter in pixels; a ring comes around it.
 * @param ratio Device pixels to one of the page.
 * @param isRead Whether its pixels will be looked at: it is kept in memory, and in none of a graphics card.
 */
export function dotContext(
  { colour, symbol, emphasis }: DotMark,
  size: number,
  { canvas, foreground, ring }: DotTheme,
  ratio: number,
  isRead = false,
): CanvasRenderingContext2D {
  const isRinged = emphasis === 'bright' && ring > 0;
  const context = canvasContext(Math.ceil((size + 2 + (isRinged ? 2 * ring : 0)) * ratio), isRead);
  context.translate(context.canvas.width / 2, context.canvas.height / 2);
  context.scale(ratio, ratio);
  outline(context, symbol, size / 2);
  if (isRinged) {
    context.lineJoin = 'round';
    context.lineWidth = 2 * ring + 1;
    context.strokeStyle = foreground;
    context.stroke();
    context.lineWidth = 1;
  }
  if (emphasis === 'faint') {
    // On the canvas' own colour, so that many on each other are as faint as one.
    context.fillStyle = canvas;
    context.fill();
  }
  context.globalAlpha = { plain: OPACITY, bright: 1, faint: FAINT_OPACITY }[emphasis];
  context.fillStyle = colour;
  context.fill();
  context.strokeStyle = canvas;
  if (emphasis !== 'faint') context.stroke();
  return context;
}

/** A square canvas. */
export function canvasContext(side: number, isRead: boolean): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const context = canvas.getContext('2d', { willReadFrequently: isRead });
  if (context === null) throw new Error('there is no canvas to draw on');
  return context;
}

/** The outline of a symbol around the origin. */
function outline(context: CanvasRenderingContext2D, symbol: ConceptMark['symbol'], radius: number): void {
  context.beginPath();
  switch (symbol) {
    case 'circle':
      context.arc(0, 0, radius, 0, 2 * Math.PI);
      break;
    case 'rect':
      context.rect(-radius, -radius, 2 * radius, 2 * radius);
      break;
    case 'triangle':
      polygon(context, [0, -radius], [radius, radius], [-radius, radius]);
      break;
    case 'diamond':
      polygon(context, [0, -radius], [radius, 0], [0, radius], [-radius, 0]);
      break;
  }
}

function polygon(context: CanvasRenderingContext2D, ...corners: readonly [number, number][]): void {
  for (const [x, y] of corners) context.lineTo(x, y);
  context.closePath();
}
