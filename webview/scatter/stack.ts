import { nearestWithin } from '../../src/core/explore/navigation.ts';
import type { Point } from '../../src/core/explore/viewport.ts';
import type { Chart } from './chart.ts';
import type { Places } from './places.ts';

/** How far from a dot the pointer may be (FiftyOne's explorer uses the same). */
const REACH_PIXELS = 14;

/**
 * The images at a place, the one that is seen there first: a picture and what it covers, or a dot and those that lie on
 * it. Empty where there is none.
 */
export function stackAt(at: Point, chart: Chart, places: Places): readonly number[] {
  const picture = chart.pictures.find(
    ({ x, y, width, height }) => Math.abs(at.x - x) <= width / 2 && Math.abs(at.y - y) <= height / 2,
  );
  if (picture !== undefined) {
    const covered = places.within(picture, picture.width / 2, picture.height / 2);
    return [picture.row, ...covered.filter((row) => row !== picture.row)];
  }
  const near = places
    .of(places.within(at, REACH_PIXELS, REACH_PIXELS))
    .filter((place) => !chart.isCovered(place));
  const nearest = nearestWithin(near, at, REACH_PIXELS);
  const middle = near.find(({ index }) => index === nearest);
  if (nearest === undefined || middle === undefined) return [];
  // Half of one is under the other.
  const half = chart.dot / 2;
  const onIt = near.filter(({ x, y }) => Math.hypot(x - middle.x, y - middle.y) <= half);
  return [nearest, ...onIt.map(({ index }) => index).filter((row) => row !== nearest)];
}
