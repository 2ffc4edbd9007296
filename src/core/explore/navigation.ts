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

/**
 * Where an arrow key leads from an image: the nearest one in that direction, where being off to the side
 * counts double, as spatial navigation does (W3C, CSS Spatial Navigation Level 1, section 8).
 */
export function neighbourTowards(
  places: readonly PlacedImage[],
  from: PlacedImage,
  direction: Direction,
): number | undefined {
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
  return best;
}
