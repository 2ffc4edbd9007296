import type { ParameterValue } from '../../collection/schema.ts';

/** What the reference engines take. */
export interface ReferenceInput {
  readonly rows: number[][];
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly seed: number;
}

/** Row-major vectors as rows. */
export function rowsOf(vectors: Float32Array, dimension: number): number[][] {
  return Array.from({ length: Math.floor(vectors.length / dimension) }, (_, row) =>
    Array.from(vectors.subarray(row * dimension, (row + 1) * dimension)),
  );
}
