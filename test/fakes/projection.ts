import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { NeighbourGraph } from '../../src/core/collection/neighbour-graph.ts';
import type { ProjectionMethod } from '../../src/core/collection/schema.ts';
import { drive } from '../../src/core/project/drive.ts';
import { startRun, type ProjectionKernels } from '../../src/core/project/layout.ts';
import { withPlacesKept } from '../../src/core/project/place.ts';
import type { Projection, ProjectionRequest } from '../../src/core/project/projector.ts';
import { dimensionsOf, fitParameters } from '../../src/core/project/requirements.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { OnStep } from '../../src/core/signal.ts';

/** Kernels of their own for a run, from the built modules. */
export async function loadKernels(): Promise<ProjectionKernels> {
  const [umap, tsne] = await Promise.all(['umap', 'tsne'].map(loadModule));
  return { umap, tsne } as ProjectionKernels;
}

async function loadModule(name: string): Promise<unknown> {
  const file = path.resolve(import.meta.dirname, `../../dist/wasm/${name}.wasm`);
  return (await WebAssembly.instantiate(await readFile(file))).instance.exports;
}

/** Points around `clusters` directions, each of length 1: row-major [count, dimension]. */
export function clusteredVectors(count: number, clusters: number, dimension = 16): Float32Array {
  const random = seededRandom(7);
  const centres = Array.from({ length: clusters }, () =>
    Array.from({ length: dimension }, () => random() - 0.5),
  );
  const vectors = new Float32Array(count * dimension);
  for (let row = 0; row < count; row++) {
    const values = (centres[row % clusters] ?? []).map((value) => value + (random() - 0.5) * 0.2);
    const length = Math.hypot(...values);
    vectors.set(
      values.map((value) => value / length),
      row * dimension,
    );
  }
  return vectors;
}

/** The graph in the plainest way: every cosine in float64, sorted. */
export function plainGraph(vectors: Float32Array, dimension: number, wanted: number): NeighbourGraph {
  const count = vectors.length / dimension;
  const k = Math.max(0, Math.min(wanted, count - 1));
  const indices = new Int32Array(count * k);
  const distances = new Float32Array(count * k);
  for (let row = 0; row < count; row++) {
    const others = Array.from({ length: count }, (_, other) => {
      let dot = 0;
      for (let at = 0; at < dimension; at++)
        dot += (vectors[row * dimension + at] ?? 0) * (vectors[other * dimension + at] ?? 0);
      return { other, distance: Math.max(0, 1 - dot) };
    }).filter(({ other }) => other !== row);
    others.sort((a, b) => a.distance - b.distance || a.other - b.other);
    others.slice(0, k).forEach(({ other, distance }, at) => {
      indices[row * k + at] = other;
      distances[row * k + at] = distance;
    });
  }
  return { count, k, indices, distances };
}

/** A request over clustered vectors. */
export function requestOf(
  count: number,
  parameters: ProjectionRequest['parameters'] = {},
  seed = 42,
  vectors = clusteredVectors(count, 3),
): ProjectionRequest {
  const dimension = 16;
  return { vectors, dimension, graph: plainGraph(vectors, dimension, 90), seed, parameters };
}

/** Runs a method to its end on this thread. */
export async function layOut(
  method: ProjectionMethod,
  request: ProjectionRequest,
  onStep: OnStep = () => undefined,
): Promise<Projection> {
  const { parameters, graph } = request;
  const run = await startRun(method, request, await loadKernels(), onStep);
  let time = 0;
  const projection = await drive(run, {
    dimensions: dimensionsOf(fitParameters(method, parameters, graph.count, graph.k)),
    onFrame: undefined,
    onProgress: onStep,
    pause: () => Promise.resolve(),
    // Each look at the clock is a turn's end, so that every step is told.
    now: () => (time += 25),
    onStart: () => undefined,
  });
  return withPlacesKept(projection, request);
}
