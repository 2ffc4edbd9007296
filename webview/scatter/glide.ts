import { toCoordinates, toPixels, type View } from '../../src/core/explore/viewport.ts';
import { prefersStillness } from '../dom.ts';
import type { Positions } from './pictures/picture-layer.ts';
import type { Drawing } from './scene.ts';

/** How points come to their places: at once, from frame to frame of a forming map, or from one map to another. */
export type Motion = 'none' | 'frame' | 'switch';

/** Above this many points an animation stutters (about 2 million dots a second are drawn on a canvas in software). */
const ANIMATED_POINTS = 20_000;

const motions = {
  // As long as frames are apart, and even: one glide passes into the next.
  frame: { milliseconds: 220, ease: (t: number) => t },
  switch: { milliseconds: 600, ease: (t: number) => (t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2) },
} as const;

/** Moves points from where they were on the screen to where they belong. */
export class Glide {
  readonly #onFrame: () => void;
  #ids: readonly string[] = [];
  #positions: Positions = { x: new Float64Array(), y: new Float64Array() };
  #next: number | undefined;

  /** @param onFrame Told whenever positions are others. */
  constructor(onFrame: () => void) {
    this.#onFrame = onFrame;
  }

  /** Where images are at the moment, in coordinates. */
  get positions(): Positions {
    return this.#positions;
  }

  /** Begins to move to a drawing's places, from those in a view of before; an image that was not there is there at once. */
  start({ map, plane, viewport, size }: Drawing, before: View | undefined, motion: Motion): void {
    if (this.#next !== undefined) cancelAnimationFrame(this.#next);
    this.#next = undefined;
    const { ids } = map.images;
    const [fromIds, from] = [this.#ids, this.#positions];
    this.#ids = ids;
    this.#positions = plane;
    const isStill = motion === 'none' || before === undefined || prefersStillness();
    if (isStill || fromIds.length === 0 || ids.length > ANIMATED_POINTS) return;
    const rows = ids === fromIds ? undefined : new Map(fromIds.map((id, row) => [id, row]));
    const [startX, startY] = [plane.x.slice(), plane.y.slice()];
    ids.forEach((id, row) => {
      const old = rows === undefined ? row : (rows.get(id) ?? -1);
      const [x = NaN, y = NaN] = [from.x[old], from.y[old]];
      if (Number.isNaN(x) || Number.isNaN(y)) return;
      const at = toCoordinates(toPixels({ x, y }, before.viewport, before.size), viewport, size);
      [startX[row], startY[row]] = [at.x, at.y];
    });
    const { milliseconds, ease } = motions[motion];
    const begun = performance.now();
    const step = (now: number): void => {
      const t = Math.min(1, Math.max(0, (now - begun) / milliseconds));
      this.#next = t < 1 ? requestAnimationFrame(step) : undefined;
      this.#positions =
        t < 1 ? { x: mixed(startX, plane.x, ease(t)), y: mixed(startY, plane.y, ease(t)) } : plane;
      this.#onFrame();
    };
    this.#positions = { x: startX, y: startY };
    this.#next = requestAnimationFrame(step);
  }
}

function mixed(from: Float64Array, to: Float64Array, share: number): Float64Array {
  return to.map((value, at) => {
    const start = from[at] ?? value;
    return start + (value - start) * share;
  });
}
