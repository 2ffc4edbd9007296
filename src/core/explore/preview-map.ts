import { principalCoordinates } from '../project/pca.ts';

/** An image on its way onto the map. */
export interface PreviewPoint {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** Of so many vectors the axes are found; more change them little, and would hold the editor. */
const AXES_OF = 128;

/**
 * A first picture of vectors while they come: along the two principal axes of some of them. Each time half
 * as many more are there, the picture is due anew, with axes of what is there by then.
 */
export class PreviewMap {
  readonly #ids: string[] = [];
  readonly #vectors: Float32Array[] = [];
  #due = 12;

  /** Whether the picture is due. */
  add(rows: readonly { readonly id: string; readonly vector: Float32Array }[]): boolean {
    for (const { id, vector } of rows) {
      this.#ids.push(id);
      this.#vectors.push(vector);
    }
    if (this.#vectors.length < this.#due) return false;
    this.#due = Math.ceil(this.#vectors.length * 1.5);
    return true;
  }

  points(): readonly PreviewPoint[] {
    const dimension = this.#vectors[0]?.length ?? 0;
    const vectors = new Float32Array(this.#vectors.length * dimension);
    this.#vectors.forEach((vector, row) => vectors.set(vector, row * dimension));
    const coordinates = principalCoordinates(vectors, dimension, 2, AXES_OF);
    return this.#ids.map((id, row) => ({
      id,
      x: coordinates[row * 2] ?? 0,
      y: coordinates[row * 2 + 1] ?? 0,
    }));
  }
}
