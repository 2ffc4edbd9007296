import type { Size } from './viewport.ts';

/** Whether images are drawn as their pictures: where there is room, always or never. */
export type PictureMode = 'auto' | 'always' | 'never';

/** Where pictures are drawn automatically: with no more images than this in a window of average density. */
const AUTOMATIC_IMAGES = 500;

const DOT_PIXELS = { least: 3, most: 14 };
const PICTURE_PIXELS = { least: 24, most: 112 };
/** The longer side of a picture in the view of everything. */
const PICTURE_BASE = 44;
/** Between pictures, their borders included. */
const PICTURE_GAP = 8;

/**
 * The diameter of a dot in pixels: twice the root of the mean distance between points, so that 500 points on a usual
 * window have 12 pixels and 50,000 have 4, and grow as one comes closer.
 * @param zoom How much closer than the view of everything: 2 shows everything twice as large.
 */
export function dotPixels(count: number, { width, height }: Size, zoom: number): number {
  const spacing = zoom * Math.sqrt((width * height) / Math.max(1, count));
  return Math.min(DOT_PIXELS.most, Math.max(DOT_PIXELS.least, 2 * Math.sqrt(spacing)));
}

/** The longer side of a picture in pixels. It grows more slowly than distances do, so that more and more have room. */
export function picturePixels(zoom: number): number {
  return Math.min(PICTURE_PIXELS.most, Math.max(PICTURE_PIXELS.least, PICTURE_BASE * zoom ** 0.25));
}

/** How far apart, in coordinates along x or y, images have to be for their pictures not to touch. */
export function pictureSeparation(zoom: number, scale: number): number {
  return (picturePixels(zoom) + PICTURE_GAP) * scale;
}

/** Whether pictures are drawn. It follows from the zoom and not from what is in view: panning switches nothing. */
export function showsPictures(mode: PictureMode, count: number, zoom: number): boolean {
  if (mode !== 'auto') return mode === 'always';
  return count <= AUTOMATIC_IMAGES * zoom ** 2;
}
