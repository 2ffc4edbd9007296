import type { Places } from './places.ts';
import type { Point } from './viewport.ts';

/** An image that is drawn as its picture around a place, in pixels. */
export interface PictureArea extends Point {
  readonly row: number;
  readonly width: number;
  readonly height: number;
}

/** What is drawn. */
interface Marks {
  readonly pictures: readonly PictureArea[];
  /** A dot's diameter in pixels. */
  readonly dot: number;
  /** The picture that leaves no room for dots at a place, by its place among `pictures`; -1 for none. */
  coverAt(at: Point): number;
}

/** How far from a dot the pointer may be (FiftyOne's explorer uses the same). */
const REACH_PIXELS = 14;

/**
 * The images at a place, the one that is seen there first: a picture and what it covers, or a dot and those that lie on
 * it. Empty where there is none.
 */
export function stackAt(at: Point, marks: Marks, places: Places): readonly number[] {
  const { pictures } = marks;
  const under = pictures.findIndex(
    ({ x, y, width, height }) => Math.abs(at.x - x) <= width / 2 && Math.abs(at.y - y) <= height / 2,
  );
  const picture = pictures[under];
  if (picture !== undefined) {
    const [across, down] = [picture.width / 2 + REACH_PIXELS, picture.height / 2 + REACH_PIXELS];
    const around = places.within(picture, across, down);
    const covered = around.filter((place) => place.index !== picture.row && marks.coverAt(place) === under);
    return [picture.row, ...covered.map(({ index }) => index)];
  }
  const isDot = (place: Point): boolean => marks.coverAt(place) < 0;
  const nearest = places.nearest(at, REACH_PIXELS, isDot);
  const middle = nearest === undefined ? undefined : places.shown(nearest);
  if (nearest === undefined || middle === undefined) return [];
  // Half of one is under the other.
  const half = marks.dot / 2;
  const onIt = places
    .within(middle, half + 1, half + 1)
    .filter((place) => isDot(place) && Math.hypot(place.x - middle.x, place.y - middle.y) <= half);
  return [nearest, ...onIt.map(({ index }) => index).filter((row) => row !== nearest)];
}
