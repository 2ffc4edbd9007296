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

/** Numbers of a point while its map is read: x, y, z and distortion; NaN for one that it lacks. */
const WIDTH = 4;
/** Points in a block: lists that grow leave much behind. */
const BLOCK = 1024;

/** The points of a map, as they come. */
export class PointColumns {
  readonly #ids: string[] = [];
  readonly #blocks: Float64Array[] = [];
  #hasDepth = false;
  #hasDistortion = false;

  static from(points: ProjectionFile['points']): PointColumns {
    const columns = new PointColumns();
    for (const point of points) columns.add(point);
    return columns;
  }

  /** @param known The same id, where it is in memory already. */
  add({ id, x, y, z = NaN, distortion = NaN }: ProjectionFile['points'][number], known = id): void {
    const at = (this.#ids.length % BLOCK) * WIDTH;
    if (at === 0) this.#blocks.push(new Float64Array(BLOCK * WIDTH));
    this.#blocks.at(-1)?.set([x, y, z, distortion], at);
    this.#ids.push(known);
    this.#hasDepth ||= !Number.isNaN(z);
    this.#hasDistortion ||= !Number.isNaN(distortion);
  }

  of(header: MapHeader): StoredMap {
    const dimensions = this.#hasDepth ? 3 : 2;
    const { length } = this.#ids;
    const layout = new Float64Array(length * dimensions);
    const distortion = this.#hasDistortion ? new Float64Array(length) : undefined;
    for (let row = 0; row < length; row++) {
      const block = this.#blocks[Math.floor(row / BLOCK)];
      const at = (row % BLOCK) * WIDTH;
      for (let axis = 0; axis < dimensions; axis++)
        layout[row * dimensions + axis] = block?.[at + axis] ?? NaN;
      if (distortion !== undefined) distortion[row] = block?.[at + WIDTH - 1] ?? NaN;
    }
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
