import type { CoverMask } from '../../src/core/explore/cover-mask.ts';
import { dotPixels } from '../../src/core/explore/mark-size.ts';
import { unknownColour } from '../../src/core/explore/palette.ts';
import type { Theme } from '../theme.ts';
import type { PictureMark, Positions } from './pictures/picture-layer.ts';
import { zoomOf, type Drawing } from './scene.ts';
import { Sprites } from './sprites.ts';

/** Pixels of a picture's border. */
const BORDER = 2;
const HIGH_CONTRAST_BORDER = 3;
/** Pixels below which nobody sees whether a dot is round: squares are drawn several times as fast. */
const TINY_DOT = 4.5;
/** Of what is hidden. Hexadecimal: a quarter. */
const GREY_ALPHA = '40';
/** Of how many images a picture takes the place. */
const COUNT_FONT = '10px system-ui, sans-serif';
const COUNT_HEIGHT = 13;

/** Draws dots, and pictures over them. */
export class Painter {
  readonly #sprites = new Sprites();

  /**
   * Draws dots; answers how many each of some pictures leaves no room for.
   * @param rows In the order of drawing: one in which no concept always lies on top.
   * @param cover Where pictures are.
   */
  dots(
    context: CanvasRenderingContext2D,
    drawing: Drawing,
    { x, y }: Positions,
    rows: Uint32Array,
    cover: CoverMask,
    pictures: readonly PictureMark[],
  ): Uint32Array {
    const { map, plane, viewport, size, theme, hidden, colouring } = drawing;
    const { nearness } = plane;
    const diameter = dotPixels(map.images.ids.length, size, zoomOf(drawing));
    this.#sprites.begin(theme.canvas, devicePixelRatio);
    const covered = new Uint32Array(pictures.length);
    const isTiny = diameter < TINY_DOT && !theme.highContrast && nearness === undefined;
    // Faint enough to be passed over: it only says that something is there.
    const grey = { colour: `${unknownColour(theme.background)}${GREY_ALPHA}`, symbol: 'circle' } as const;
    const [middleX, middleY] = [size.width / 2, size.height / 2];
    // As `toPixels`, without an object for each of 100,000 points.
    for (const row of rows) {
      const left = middleX + ((x[row] ?? NaN) - viewport.centreX) / viewport.scale;
      const top = middleY - ((y[row] ?? NaN) - viewport.centreY) / viewport.scale;
      if (!(left > -diameter && left < size.width + diameter)) continue;
      if (!(top > -diameter && top < size.height + diameter)) continue;
      const picture = cover.at(left, top);
      const isHidden = hidden?.[row] === 1;
      if (picture >= 0) {
        if (pictures[picture]?.row !== row && !isHidden) covered[picture] = (covered[picture] ?? 0) + 1;
        continue;
      }
      const mark = isHidden ? grey : colouring.markOf(row);
      if (isTiny) {
        context.fillStyle = mark.colour;
        context.fillRect(left - diameter / 2, top - diameter / 2, diameter, diameter);
        continue;
      }
      const side = nearness === undefined ? diameter : diameter * (0.7 + 0.6 * (nearness[row] ?? 0.5));
      this.#sprites.draw(context, mark, left, top, side);
    }
    return covered;
  }

  /**
   * Draws pictures, each in a border of its colour; where colours may not be seen, with its symbol in a corner.
   * @param covered How many dots each leaves no room for.
   */
  pictures(
    context: CanvasRenderingContext2D,
    { theme, colouring }: Drawing,
    marks: readonly PictureMark[],
    covered: Uint32Array,
  ): void {
    const ratio = devicePixelRatio;
    const snapped = (value: number): number => Math.round(value * ratio) / ratio;
    const border = theme.highContrast ? HIGH_CONTRAST_BORDER : BORDER;
    context.imageSmoothingQuality = 'high';
    context.font = COUNT_FONT;
    context.textBaseline = 'bottom';
    context.textAlign = 'right';
    for (const [at, { row, x, y, width, height, bitmap }] of marks.entries()) {
      const mark = colouring.markOf(row);
      const [left, top] = [snapped(x - width / 2), snapped(y - height / 2)];
      const [across, down] = [snapped(width), snapped(height)];
      context.fillStyle = theme.canvas;
      context.fillRect(left - border - 1, top - border - 1, across + 2 * border + 2, down + 2 * border + 2);
      context.fillStyle = mark.colour;
      context.fillRect(left - border, top - border, across + 2 * border, down + 2 * border);
      context.drawImage(bitmap, left, top, across, down);
      if (theme.highContrast || colouring.by !== 'concept')
        this.#sprites.draw(context, mark, left + 5, top + 5, 12);
      count(context, theme, covered[at] ?? 0, left + across, top + down);
    }
  }
}

/** In a picture's corner, of how many images it takes the place. */
function count(
  context: CanvasRenderingContext2D,
  theme: Theme,
  others: number,
  right: number,
  bottom: number,
): void {
  if (others === 0) return;
  const text = `+${others}`;
  const width = context.measureText(text).width + 4;
  context.fillStyle = theme.canvas;
  context.fillRect(right - width, bottom - COUNT_HEIGHT, width, COUNT_HEIGHT);
  context.fillStyle = theme.foreground;
  context.fillText(text, right - 2, bottom - 1);
}
