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

/** The points of a map, as they come. */
export class PointColumns {
  readonly #ids: string[] = [];
  readonly #xs: number[] = [];
  readonly #ys: number[] = [];
  readonly #zs: number[] = [];
  readonly #distortion: number[] = [];

  static from(points: ProjectionFile['points']): PointColumns {
    const columns = new PointColumns();
    for (const point of points) columns.add(point);
    return columns;
  }

  /** @param known The same id, where it is in memory already. */
  add({ id, x, y, z = NaN, distortion = NaN }: ProjectionFile['points'][number], known = id): void {
    this.#ids.push(known);
    this.#xs.push(x);
    this.#ys.push(y);
    this.#zs.push(z);
    this.#distortion.push(distortion);
  }

  of(header: MapHeader): StoredMap {
    const isKnown = (value: number): boolean => !Number.isNaN(value);
    const dimensions = this.#zs.some(isKnown) ? 3 : 2;
    const columns = [this.#xs, this.#ys, this.#zs].slice(0, dimensions);
    const layout = new Float64Array(this.#ids.length * dimensions);
    columns.forEach((column, axis) =>
      column.forEach((value, row) => (layout[row * dimensions + axis] = value)),
    );
    const distortion = this.#distortion.some(isKnown) ? Float64Array.from(this.#distortion) : undefined;
    const known = distortion === undefined ? {} : { distortion };
    return { ...header, ids: this.#ids, dimensions, layout, ...known };
  }
}

/** The file that a map was read from. */
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
