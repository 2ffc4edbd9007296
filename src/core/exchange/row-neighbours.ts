import type { CollectedImage } from '../collection/collection-view.ts';
import type { ExportedGraph } from './source.ts';
import type { RowNeighbours } from './table.ts';

/** As many as quality is measured by, and more than a list beside a map shows. */
const MOST = 15;

/** Tells who is most like whom in rows of a table, whose images are some of those of a graph. */
export class RowNeighbourhood {
  readonly #graph: ExportedGraph['graph'];
  readonly #graphRows: ReadonlyMap<string, number>;
  /** By row of the graph: the row of the table, or -1 for an image that is not taken along. */
  readonly #tableRows: Int32Array;

  /** @param images Of the table, in its order. */
  constructor({ graph, images: inGraph }: ExportedGraph, images: readonly CollectedImage[]) {
    this.#graph = graph;
    this.#graphRows = new Map(inGraph.map(({ id }, row) => [id, row]));
    const rows = new Map(images.map(({ id }, row) => [id, row]));
    this.#tableRows = Int32Array.from(inGraph, ({ id }) => rows.get(id) ?? -1);
  }

  /** The nearest of those that are in the table; undefined for an image without any in the graph. */
  of(id: string): RowNeighbours | undefined {
    const row = this.#graphRows.get(id);
    if (row === undefined) return undefined;
    const { k, indices, distances: all } = this.#graph;
    const ids: number[] = [];
    const distances: number[] = [];
    for (let at = row * k; at < (row + 1) * k && ids.length < MOST; at++) {
      const other = this.#tableRows[indices[at] ?? -1] ?? -1;
      if (other < 0) continue;
      ids.push(other);
      distances.push(all[at] ?? NaN);
    }
    return { ids, distances };
  }
}
