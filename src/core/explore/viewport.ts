import type { Bounds } from './rotation.ts';

/** A part of the plane, in the projection's coordinates, shown over a drawing area of some pixels. */
export interface Viewport {
  readonly centreX: number;
  readonly centreY: number;
  /** Coordinate units to a pixel, the same along both axes: distances are what a map shows. */
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The window over a plane. */
export interface View {
  readonly viewport: Viewport;
  readonly size: Size;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Pixels kept free around all points: half of the largest picture (mark-size.ts), and its border. */
const MARGIN = 42;
/** How far one may zoom, against the view of everything. */
const CLOSEST = 1 / 200;
const FARTHEST = 4;

/** Everything in view. */
export function fitAll({ left, right, low, high }: Bounds, size: Size): Viewport {
  return fitBox(left, right, low, high, {
    width: size.width - 2 * MARGIN,
    height: size.height - 2 * MARGIN,
  });
}

/** The smallest viewport that holds a rectangle of coordinates; one without area is shown at a small scale. */
export function fitBox(left: number, right: number, low: number, high: number, size: Size): Viewport {
  const scale = Math.max((right - left) / Math.max(size.width, 1), (high - low) / Math.max(size.height, 1));
  return { centreX: (left + right) / 2, centreY: (low + high) / 2, scale: scale > 0 ? scale : 0.01 };
}

/** From coordinates to pixels: y grows upwards on the map, downwards on the screen. */
export function toPixels(
  { x, y }: Point,
  { centreX, centreY, scale }: Viewport,
  { width, height }: Size,
): Point {
  return { x: width / 2 + (x - centreX) / scale, y: height / 2 - (y - centreY) / scale };
}

/** From pixels to coordinates. */
export function toCoordinates(
  { x, y }: Point,
  { centreX, centreY, scale }: Viewport,
  { width, height }: Size,
): Point {
  return { x: centreX + (x - width / 2) * scale, y: centreY - (y - height / 2) * scale };
}

/** Shifts what is seen by some pixels, as if dragged. */
export function panned(view: Viewport, dx: number, dy: number): Viewport {
  return { ...view, centreX: view.centreX - dx * view.scale, centreY: view.centreY + dy * view.scale };
}

/** The viewport that sees the same part of one whole as another viewport sees of another. */
export function carriedOver(viewport: Viewport, from: Viewport, to: Viewport): Viewport {
  const ratio = to.scale / from.scale;
  return {
    centreX: to.centreX + (viewport.centreX - from.centreX) * ratio,
    centreY: to.centreY + (viewport.centreY - from.centreY) * ratio,
    scale: viewport.scale * ratio,
  };
}

/** Zooms so that what is under `at` (pixels) stays there; `factor` below 1 comes closer. Bounded by `whole`. */
export function zoomed(view: Viewport, factor: number, at: Point, size: Size, whole: Viewport): Viewport {
  const scale = Math.min(Math.max(view.scale * factor, whole.scale * CLOSEST), whole.scale * FARTHEST);
  const fixed = toCoordinates(at, view, size);
  return {
    scale,
    centreX: fixed.x - (at.x - size.width / 2) * scale,
    centreY: fixed.y + (at.y - size.height / 2) * scale,
  };
}
