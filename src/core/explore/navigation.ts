import type { Point } from './viewport.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** A point on the screen, in pixels, and which image it is. */
export interface PlacedImage extends Point {
  readonly index: number;
}

/** The image nearest to a place, within `reach` pixels. */
export function nearestWithin(places: readonly PlacedImage[], at: Point, reach: number): number | undefined {
  let nearest: number | undefined;
  let least = reach * reach;
  for (const { x, y, index } of places) {
    const distance = (x - at.x) ** 2 + (y - at.y) ** 2;
    if (distance <= least) {
      least = distance;
      nearest = index;
    }
  }
  return nearest;
}

/** Looks for images in squares around a place that become larger: at most so many pixels along x or y. */
type Nearby = (reach: number) => readonly PlacedImage[];

/** Pixels of the first square. */
const FIRST_REACH = 4;

/**
 * The image nearest to a place, as `nearestWithin` finds it among all: who is in a circle is in the square around it.
 * @param farthest How far away any is, along x or y.
 * @param most How far away it may be.
 */
export function nearestNearby(nearby: Nearby, farthest: number, at: Point, most: number): number | undefined {
  const last = Math.min(farthest, most);
  for (let reach = FIRST_REACH; reach < last; reach *= 2) {
    const nearest = nearestWithin(nearby(reach), at, reach);
    if (nearest !== undefined) return nearest;
  }
  return nearestWithin(nearby(last), at, most);
}

/**
 * Where an arrow key leads from an image, as `neighbourTowards` finds it among all: outside of a square, each costs more
 * than its reach.
 * @param farthest How far away any is, along x or y.
 */
export function neighbourNearby(
  nearby: Nearby,
  farthest: number,
  from: PlacedImage,
  direction: Direction,
): number | undefined {
  for (let reach = 4 * FIRST_REACH; reach < farthest; reach *= 2) {
    const best = cheapest(nearby(reach), from, direction);
    if (best !== undefined && best.cost <= reach) return best.index;
  }
  return neighbourTowards(nearby(farthest), from, direction);
}

/**
 * Where an arrow key leads from an image: the nearest one in that direction, where being off to the side
 * counts double, as spatial navigation does (W3C, CSS Spatial Navigation Level 1, section 8).
 */
export function neighbourTowards(
  places: readonly PlacedImage[],
  from: PlacedImage,
  direction: Direction,
): number | undefined {
  return cheapest(places, from, direction)?.index;
}

function cheapest(
  places: readonly PlacedImage[],
  from: PlacedImage,
  direction: Direction,
): { readonly index: number; readonly cost: number } | undefined {
  const horizontal = direction === 'left' || direction === 'right';
  const sign = direction === 'left' || direction === 'up' ? -1 : 1;
  let best: number | undefined;
  let least = Infinity;
  for (const { x, y, index } of places) {
    if (index === from.index) continue;
    const along = sign * (horizontal ? x - from.x : y - from.y);
    const aside = Math.abs(horizontal ? y - from.y : x - from.x);
    // Within 45° of the arrow or a little more: everything can be reached by some keys.
    if (along <= 0 || aside > 2 * along) continue;
    const cost = along + 2 * aside;
    if (cost < least) {
      least = cost;
      best = index;
    }
  }
  return best === undefined ? undefined : { index: best, cost: least };
}
