import type { NeighbourGraph } from '../collection/neighbour-graph.ts';
import { seededRandom } from '../random.ts';
import { principalCoordinates } from './pca.ts';

/** Principal axes of so many vectors are near enough to start from. */
const AXES_OF = 1500;
/** Of the largest coordinate: keeps equal vectors from starting, and staying, in one place (umap-learn adds as much). */
const NOISE = 1e-4;

/** Where a run starts: row-major [n, dimensions], along the principal axes or anywhere. */
export function startingLayout(
  kind: 'pca' | 'random',
  { vectors, dimension }: { vectors: Float32Array; dimension: number },
  dimensions: number,
  seed: number,
): Float32Array {
  const random = seededRandom(seed);
  const count = Math.floor(vectors.length / dimension) * dimensions;
  if (kind === 'random') return Float32Array.from({ length: count }, () => random() * 2 - 1);
  const start = principalCoordinates(vectors, dimension, dimensions, AXES_OF);
  const noise = NOISE * (largestOf(start) || 1);
  return start.map((value) => value + (random() * 2 - 1) * noise);
}

/**
 * A layout in which points without a place (NaN) have one: the mean of their neighbours' places, by similarity;
 * those that only know others without a place follow when these have one, and what is left comes to the middle.
 */
export function withPlaces(
  layout: Float64Array,
  dimensions: number,
  { count, k, indices, distances }: NeighbourGraph,
  seed: number,
): Float32Array {
  const places = Float32Array.from(layout);
  const random = seededRandom(seed);
  const noise = NOISE * (largestOf(places.filter(Number.isFinite)) || 1);
  let open = Array.from({ length: count }, (_, row) => row).filter(
    (row) => !isPlaced(places, row, dimensions),
  );
  while (open.length > 0) {
    const found = open.flatMap((row) => {
      const mean = new Float64Array(dimensions);
      let total = 0;
      for (let at = row * k; at < (row + 1) * k; at++) {
        const other = indices[at] ?? 0;
        if (!isPlaced(places, other, dimensions)) continue;
        // The nearest count most; equal images get their place.
        const weight = 1 / (1e-6 + (distances[at] ?? 0) ** 2);
        total += weight;
        for (let axis = 0; axis < dimensions; axis++)
          mean[axis] = (mean[axis] ?? 0) + weight * (places[other * dimensions + axis] ?? 0);
      }
      return total === 0 ? [] : [{ row, mean: mean.map((sum) => sum / total) }];
    });
    const settled =
      found.length > 0 ? found : open.map((row) => ({ row, mean: new Float64Array(dimensions) }));
    for (const { row, mean } of settled)
      places.set(
        mean.map((value) => value + (random() * 2 - 1) * noise),
        row * dimensions,
      );
    open = open.filter((row) => !isPlaced(places, row, dimensions));
  }
  return places;
}

export function isPlaced(layout: ArrayLike<number>, row: number, dimensions: number): boolean {
  return Number.isFinite(layout[row * dimensions]);
}

function largestOf(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
