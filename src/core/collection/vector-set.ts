/** Vectors to be compared with each other. */
export interface VectorSet {
  /** Row-major [n, d], each of length 1. */
  readonly vectors: Float32Array;
  readonly dimension: number;
}
