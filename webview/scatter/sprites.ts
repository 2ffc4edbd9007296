import type { ConceptMark } from '../../src/core/explore/palette.ts';

/** More kinds than that, of colours that run on, are drawn without one. */
const MOST_SPRITES = 1000;
const OPACITY = 0.9;

/** Draws dots on a canvas, each kind once: copying a small picture is several times faster than drawing a shape. */
export class Sprites {
  readonly #kinds = new Map<string, HTMLCanvasElement>();
  #border = '';
  #ratio = 1;

  /** @param border The colour around dots. @param ratio Device pixels to one of the page. */
  begin(border: string, ratio: number): void {
    if (this.#border === border && this.#ratio === ratio && this.#kinds.size < MOST_SPRITES) return;
    [this.#border, this.#ratio] = [border, ratio];
    this.#kinds.clear();
  }

  /** Draws a dot around a place. Sizes are pixels, in steps of a half. */
  draw(context: CanvasRenderingContext2D, mark: ConceptMark, x: number, y: number, size: number): void {
    const steps = Math.round(size * 2);
    const key = `${mark.colour} ${mark.symbol} ${steps}`;
    const sprite = this.#kinds.get(key) ?? this.#make(key, mark, steps / 2);
    const side = sprite.width / this.#ratio;
    context.drawImage(sprite, x - side / 2, y - side / 2, side, side);
  }

  #make(key: string, mark: ConceptMark, size: number): HTMLCanvasElement {
    const { canvas } = dotContext(mark, size, this.#border, this.#ratio);
    if (this.#kinds.size < MOST_SPRITES) this.#kinds.set(key, canvas);
    return canvas;
  }
}

/**
 * A dot on a canvas of its own.
 * @param size Its diameter in pixels.
 * @param border The colour around it.
 * @param ratio Device pixels to one of the page.
 * @param isRead Whether its pixels will be looked at: it is kept in memory, and in none of a graphics card.
 */
export function dotContext(
  { colour, symbol }: ConceptMark,
  size: number,
  border: string,
  ratio: number,
  isRead = false,
): CanvasRenderingContext2D {
  const context = canvasContext(Math.ceil((size + 2) * ratio), isRead);
  context.translate(context.canvas.width / 2, context.canvas.height / 2);
  context.scale(ratio, ratio);
  context.globalAlpha = OPACITY;
  context.fillStyle = colour;
  context.strokeStyle = border;
  outline(context, symbol, size / 2);
  context.fill();
  context.stroke();
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
