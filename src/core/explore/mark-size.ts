import type { Size } from './viewport.ts';

/** Whether images are drawn as their pictures: where there is room, always or never. */
export type PictureMode = 'auto' | 'always' | 'never';

/** Where pictures are drawn automatically: with no more images than this in a window of average density. */
const AUTOMATIC_IMAGES = 500;

const DOT_PIXELS = { least: 3, most: 14 };
const PICTURE_PIXELS = { least: 24, most: 112 };
/** In the view of everything: as much as few images have room for, and enough to see what is on one of many. */
const WHOLE_PICTURE_PIXELS = { least: 40, most: 72 };
/** Between pictures, their borders included. */
const PICTURE_GAP = 8;

/**
 * The diameter of a dot in pixels: twice the root of the mean distance between points, so that 500 points on a usual
 * window have 12 pixels and 50,000 have 4, and grow as one comes closer.
 * @param zoom How much closer than the view of everything: 2 shows everything twice as large.
 */
export function dotPixels(count: number, size: Size, zoom: number): number {
  return within(DOT_PIXELS, 2 * Math.sqrt(zoom * spacing(count, size)));
}

/** The longer side of a picture in pixels. It grows more slowly than distances do, so that more and more have room. */
export function picturePixels(count: number, size: Size, zoom: number): number {
  const whole = within(WHOLE_PICTURE_PIXELS, spacing(count, size) / 2);
  return within(PICTURE_PIXELS, whole * zoom ** 0.25);
}

/** How far apart pictures of some pixels have to be, along x or y, not to touch. */
export function pictureSeparation(pixels: number): number {
  return pixels + PICTURE_GAP;
}

/** Whether pictures are drawn. It follows from the zoom and not from what is in view: panning switches nothing. */
export function showsPictures(mode: PictureMode, count: number, zoom: number): boolean {
  if (mode !== 'auto') return mode === 'always';
  return count <= AUTOMATIC_IMAGES * zoom ** 2;
}

/** Pixels between neighbours, if points were spread evenly. */
function spacing(count: number, { width, height }: Size): number {
  return Math.sqrt((width * height) / Math.max(1, count));
}

function within({ least, most }: { readonly least: number; readonly most: number }, value: number): number {
  return Math.min(most, Math.max(least, value));
}
