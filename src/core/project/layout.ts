import type { ProjectionMethod } from '../collection/schema.ts';
import { checkFinite } from '../neighbours/exact.ts';
import type { OnStep } from '../signal.ts';
import { principalCoordinates } from './pca.ts';
import type { ProjectionRequest } from './projector.ts';
import { rowsOf } from './reference/input.ts';
import { dimensionsOf, fitParameters } from './requirements.ts';
import type { LayoutRun, RunInput } from './run.ts';
import { isPlaced, startingLayout, withPlaces } from './start.ts';
import { evenlySpaced, StaticLayout } from './static-layout.ts';
import type { TsneKernels } from './tsne/kernels.ts';
import { TsneRun } from './tsne/run.ts';
import type { UmapKernels } from './umap/kernels.ts';
import { UmapRun } from './umap/run.ts';

/** WebAssembly modules, each with a memory of its own that the run takes over. */
export interface ProjectionKernels {
  readonly umap: UmapKernels;
  readonly tsne: TsneKernels;
}

/**
 * A run that lays vectors out. The same request gives the same bits.
 * @param onStep Told on the way by an engine that runs as a whole.
 * @throws RangeError where a vector has numbers that are not finite.
 */
export async function startRun(
  method: ProjectionMethod,
  request: ProjectionRequest,
  kernels: ProjectionKernels,
  onStep: OnStep,
): Promise<LayoutRun> {
  const { vectors, dimension, graph, seed } = request;
  checkFinite(vectors);
  const count = Math.floor(vectors.length / dimension);
  const parameters = fitParameters(method, request.parameters, count, graph.k);
  const dimensions = dimensionsOf(parameters);
  if (count < 4) return new StaticLayout(evenlySpaced(count, dimensions));
  const reference = { parameters, seed };
  switch (method) {
    case 'umap':
      return new UmapRun(runInput(request, parameters), kernels.umap);
    case 'tsne':
      return new TsneRun(runInput(request, parameters), kernels.tsne);
    case 'pca':
      return new StaticLayout(principalCoordinates(vectors, dimension, dimensions));
    // The reference engines are most of what the thread would have to load, and seldom asked for.
    case 'umap-js': {
      const { UmapJsRun } = await import('./reference/umap-js.ts');
      return new UmapJsRun({ ...reference, rows: rowsOf(vectors, dimension) });
    }
    case 'tsne-js': {
      const { TsneJsRun } = await import('./reference/tsne-js.ts');
      return new TsneJsRun({ ...reference, rows: rowsOf(vectors, dimension) }, onStep);
    }
  }
}

function runInput(request: ProjectionRequest, parameters: RunInput['parameters']): RunInput {
  const { graph, seed, start: existing, placesOnly = false } = request;
  const dimensions = dimensionsOf(parameters);
  const common = { graph, dimensions, parameters, seed };
  if (existing === undefined) {
    const kind = parameters['start'] === 'random' ? 'random' : 'pca';
    return { ...common, start: startingLayout(kind, request, dimensions, seed), isRefit: false };
  }
  const start = withPlaces(existing, dimensions, graph, seed);
  if (!placesOnly) return { ...common, start, isRefit: true, before: existing };
  const movable = Uint8Array.from({ length: graph.count }, (_, row) =>
    isPlaced(existing, row, dimensions) ? 0 : 1,
  );
  return { ...common, start, isRefit: true, movable };
}
