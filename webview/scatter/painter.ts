import type { CoverMask } from '../../src/core/explore/cover-mask.ts';
import { HIDDEN_KIND, type DotColumns, type DotMark } from '../../src/core/explore/dot-columns.ts';
import { dotPixels } from '../../src/core/explore/mark-size.ts';
import { unknownColour } from '../../src/core/explore/palette.ts';
import type { Theme } from '../theme.ts';
import { DotPicture } from './dot-picture.ts';
import type { PictureMark } from './pictures/picture-layer.ts';
import { zoomOf, type Drawing } from './scene.ts';
import { FAINT_OPACITY, Sprites, type DotTheme } from './sprites.ts';

/** Pixels of a picture's border. */
const BORDER = 2;
const HIGH_CONTRAST_BORDER = 3;
/** Pixels of the frame around a picture that is selected. */
const FRAME = 2;
/** Pixels below which nobody sees whether a dot is round: squares are drawn several times as fast. */
const TINY_DOT = 4.5;
/** Of a dot's diameter, in a map in space: what is far and what is near. */
const LEAST_NEAR = 0.7;
const MOST_NEAR = 1.3;
/** Pixels of the ring around what is selected, on dots of so many pixels and more; so few have it on smaller ones, too. */
const RING = 2;
const RINGED_DOT = 6;
const RINGED_FEW = 500;
/** Of what is hidden. Hexadecimal: a quarter. */
const GREY_ALPHA = '40';
/** Of how many images a picture takes the place. */
const COUNT_FONT = '10px system-ui, sans-serif';
const COUNT_HEIGHT = 13;

/**
 * From so many dots on they are set pixel by pixel. From 700 on that is faster (docs/decisions/echarts.md), but fewer than
 * these are fast enough, and may lie between pixels: they glide.
 */
const PIXEL_DOTS = 2000;

/** Draws dots, and pictures over them. */
export class Painter {
  readonly #sprites = new Sprites();
  readonly #picture = new DotPicture();

  /**
   * Draws dots; answers which each of some pictures leaves no room for.
   * @param columns In the order of drawing: one in which no concept always lies on top.
   * @param cover Where pictures are.
   */
  dots(
    context: CanvasRenderingContext2D,
    drawing: Drawing,
    columns: DotColumns,
    cover: CoverMask,
    pictures: readonly PictureMark[],
  ): Covered {
    const { map, theme } = drawing;
    const diameter = dotPixels(map.images.ids.length, drawing.size, zoomOf(drawing));
    const { rows, kinds, nearness } = columns;
    const isRinged = diameter >= RINGED_DOT || columns.bright <= RINGED_FEW;
    // Faint enough to be passed over: it only says that something is there.
    const colour = `${unknownColour(theme.background)}${GREY_ALPHA}`;
    const grey: DotMark = { colour, symbol: 'circle', emphasis: 'plain' };
    const markOf = (at: number): DotMark => columns.marks[kinds[at] ?? HIDDEN_KIND] ?? grey;
    const isBright = (at: number): boolean => columns.bright > 0 && markOf(at).emphasis === 'bright';
    const sizeOf = (at: number): number => {
      const size = isRinged && isBright(at) ? Math.max(diameter, RINGED_DOT) : diameter;
      return nearness === undefined
        ? size
        : size * (LEAST_NEAR + (MOST_NEAR - LEAST_NEAR) * (nearness[at] ?? 0.5));
    };
    const covered: Covered = {
      all: new Uint32Array(pictures.length),
      bright: new Uint32Array(pictures.length),
    };
    const each = (draw: (at: number, left: number, top: number) => void): void =>
      eachUncovered(drawing, columns, diameter, draw, (at, left, top) => {
        if (pictures.length === 0) return false;
        const picture = cover.at(left, top);
        if (picture < 0) return false;
        if (pictures[picture]?.row !== rows[at] && kinds[at] !== HIDDEN_KIND) {
          covered.all[picture] = (covered.all[picture] ?? 0) + 1;
          if (isBright(at)) covered.bright[picture] = (covered.bright[picture] ?? 0) + 1;
        }
        return true;
      });
    const ratio = context.getTransform().a;
    const dotTheme: DotTheme = { ...theme, ring: isRinged ? RING : 0 };
    this.#sprites.begin(dotTheme, ratio);
    if (rows.length < PIXEL_DOTS) {
      each((at, left, top) => this.#sprites.draw(context, markOf(at), left, top, sizeOf(at)));
      return covered;
    }
    const squares = diameter < TINY_DOT && !theme.highContrast && nearness === undefined;
    const picture = this.#picture;
    const look = { theme: dotTheme, ratio, squares };
    const largest = MOST_NEAR * Math.max(diameter, RINGED_DOT) + 2 * RING;
    picture.begin(context.canvas, look, largest, [columns.marks, theme.background]);
    each((at, left, top) => {
      const stamp = picture.stamp(kinds[at] ?? HIDDEN_KIND, markOf(at), sizeOf(at));
      picture.set(stamp, left * ratio, top * ratio);
    });
    picture.show(context);
    return covered;
  }

  /**
   * Draws pictures, each in a border of its colour; where colours may not be seen, with its symbol in a corner. While
   * images are selected, these have a frame, and those that are not and cover none are faint.
   * @param covered Which dots each leaves no room for.
   */
  pictures(
    context: CanvasRenderingContext2D,
    { theme, colouring, selected }: Drawing,
    marks: readonly PictureMark[],
    covered: Covered,
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
      const fill = (colour: string, around: number): void => {
        context.fillStyle = colour;
        context.fillRect(left - around, top - around, across + 2 * around, down + 2 * around);
      };
      const isSelected = selected?.[row] === 1;
      const hidesSelected = (covered.bright[at] ?? 0) > 0;
      if (isSelected) fill(theme.foreground, border + 1 + FRAME);
      fill(theme.canvas, border + 1);
      context.globalAlpha = selected === undefined || isSelected || hidesSelected ? 1 : FAINT_OPACITY;
      fill(mark.colour, border);
      if (context.globalAlpha < 1) {
        // The border would shine through a faint picture.
        const { globalAlpha } = context;
        context.globalAlpha = 1;
        fill(theme.canvas, 0);
        context.globalAlpha = globalAlpha;
      }
      context.drawImage(bitmap, left, top, across, down);
      context.globalAlpha = 1;
      if (theme.highContrast || colouring.by !== 'concept')
        this.#sprites.draw(context, { ...mark, emphasis: 'plain' }, left + 5, top + 5, 12);
      count(context, theme, covered.all[at] ?? 0, hidesSelected, left + across, top + down);
    }
  }
}

/** How many dots each picture leaves no room for: of all, and of those that are bright. */
interface Covered {
  readonly all: Uint32Array;
  readonly bright: Uint32Array;
}

/** Calls for each dot that is in the window and that nothing covers, with its place in pixels. */
function eachUncovered(
  { viewport, size }: Drawing,
  { x, y }: DotColumns,
  diameter: number,
  draw: (at: number, left: number, top: number) => void,
  isCovered: (at: number, left: number, top: number) => boolean,
): void {
  const [middleX, middleY] = [size.width / 2, size.height / 2];
  const [right, bottom] = [size.width + diameter, size.height + diameter];
  // As `toPixels`, without an object for each of a million points.
  for (let at = 0; at < x.length; at++) {
    const left = middleX + ((x[at] ?? NaN) - viewport.centreX) / viewport.scale;
    if (!(left > -diameter && left < right)) continue;
    const top = middleY - ((y[at] ?? NaN) - viewport.centreY) / viewport.scale;
    if (!(top > -diameter && top < bottom)) continue;
    if (!isCovered(at, left, top)) draw(at, left, top);
  }
}

/** In a picture's corner, of how many images it takes the place; the other way round where some of them are selected. */
function count(
  context: CanvasRenderingContext2D,
  theme: Theme,
  others: number,
  isSelected: boolean,
  right: number,
  bottom: number,
): void {
  if (others === 0) return;
  const text = `+${others}`;
  const width = context.measureText(text).width + 4;
  context.fillStyle = isSelected ? theme.foreground : theme.canvas;
  context.fillRect(right - width, bottom - COUNT_HEIGHT, width, COUNT_HEIGHT);
  context.fillStyle = isSelected ? theme.canvas : theme.foreground;
  context.fillText(text, right - 2, bottom - 1);
}
