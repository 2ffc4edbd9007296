import type { NeighbourGraph } from '../collection/neighbour-graph.ts';
import { MapPoints } from '../neighbours/map-points.ts';
import { QUALITY_NEIGHBOURS } from '../neighbours/quality.ts';
import type { Projection, ProjectionRequest } from './projector.ts';
import { isPlaced } from './start.ts';

/** InstallationPaths are tried between each two of so many of a point's nearest; more find little better ones. */
const BETWEEN = 10;
/** After so many rounds hardly a point finds a better place. */
const ROUNDS = 3;

/**
 * A map with new points in it. Those that had a place have its very bits: engines compute in 32-bit floats. The
 * gradient cannot make room for new ones where all others stay, so each then takes the place, of those between its
 * neighbours, where the most of them are its nearest on the map.
 */
export function withPlacesKept(
  projection: Projection,
  { start, placesOnly = false, graph }: Pick<ProjectionRequest, 'start' | 'placesOnly' | 'graph'>,
): Projection {
  if (start === undefined || !placesOnly) return projection;
  const { dimensions } = projection;
  const isNew = (row: number): boolean => !isPlaced(start, row, dimensions);
  const layout = projection.layout.map((value, at) =>
    isNew(Math.floor(at / dimensions)) ? value : (start[at] ?? value),
  );
  const rows = Array.from({ length: graph.count }, (_, row) => row).filter(isNew);
  for (let round = 0; round < ROUNDS; round++) moveToBest(layout, dimensions, rows, graph);
  return { ...projection, layout };
}

/** One round, in which all see the map as it was before. */
function moveToBest(
  layout: Float64Array,
  dimensions: number,
  rows: readonly number[],
  { count, k: stride, indices }: NeighbourGraph,
): void {
  const k = Math.min(QUALITY_NEIGHBOURS, stride, count - 1);
  const points = new MapPoints(layout, dimensions);
  const before = layout.slice();
  const near = new Int32Array(k);
  const distances = new Float64Array(k);
  const placeOf = (row: number): number[] =>
    Array.from(before.subarray(row * dimensions, (row + 1) * dimensions));
  for (const row of rows) {
    const nearest = Array.from(indices.subarray(row * stride, row * stride + k));
    const wanted = new Set(nearest);
    const keptAt = (place: readonly number[]): number => {
      points.nearestTo(place, row, near, distances);
      return near.reduce((sum, other) => sum + (wanted.has(other) ? 1 : 0), 0);
    };
    let best = { place: placeOf(row), kept: keptAt(placeOf(row)) };
    const others = nearest.slice(0, BETWEEN).map(placeOf);
    for (const [at, one] of others.entries())
      for (const other of others.slice(at + 1)) {
        const place = one.map((value, axis) => (value + (other[axis] ?? 0)) / 2);
        const kept = keptAt(place);
        if (kept > best.kept) best = { place, kept };
      }
    layout.set(best.place, row * dimensions);
  }
}
