import type { z } from 'zod';
import type { ProjectionFile, projectionHeaderSchema } from './schema.ts';

/** What a map's file says besides its points. */
export type MapHeader = z.infer<typeof projectionHeaderSchema>;

/** A map as it is kept in memory: its points as columns, since objects for 100,000 of them take 20 MB. */
export interface StoredMap extends MapHeader {
  readonly ids: readonly string[];
  /** 3 where any point has a `z`. */
  readonly dimensions: 2 | 3;
  /** Row-major [n, dimensions]; NaN for a `z` that a point lacks. */
  readonly layout: Float64Array;
  /** [n]; NaN for a point whose distortion is unknown; absent where all are. */
  readonly distortion?: Float64Array;
}

export function storedMap({ points, ...header }: ProjectionFile): StoredMap {
  const dimensions = points.some(({ z }) => z !== undefined) ? 3 : 2;
  const layout = new Float64Array(points.length * dimensions);
  const distortion = new Float64Array(points.length);
  points.forEach((point, row) => {
    layout[row * dimensions] = point.x;
    layout[row * dimensions + 1] = point.y;
    if (dimensions === 3) layout[row * dimensions + 2] = point.z ?? NaN;
    distortion[row] = point.distortion ?? NaN;
  });
  const ids = points.map(({ id }) => id);
  const isKnown = points.some((point) => point.distortion !== undefined);
  return { ...header, ids, dimensions, layout, ...(isKnown ? { distortion } : {}) };
}

/** The file that `storedMap` was made of. */
export function projectionFile({
  ids,
  dimensions,
  layout,
  distortion,
  ...header
}: StoredMap): ProjectionFile {
  const known = (name: 'z' | 'distortion', value = NaN): object =>
    Number.isNaN(value) ? {} : { [name]: value };
  const points = ids.map((id, row) => ({
    id,
    x: layout[row * dimensions] ?? NaN,
    y: layout[row * dimensions + 1] ?? NaN,
    ...known('z', dimensions === 3 ? layout[row * dimensions + 2] : undefined),
    ...known('distortion', distortion?.[row]),
  }));
  return { ...header, points };
}
