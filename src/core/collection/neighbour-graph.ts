/** Each point's nearest neighbours by cosine, exact, without the point itself. */
export interface NeighbourGraph {
  /** Points. */
  readonly count: number;
  /** Neighbours of each. */
  readonly k: number;
  /** Row-major [count, k]: nearest first, among equals the lower row first. */
  readonly indices: Int32Array;
  /** Row-major [count, k]: 1 - cosine, never below 0. */
  readonly distances: Float32Array;
}
