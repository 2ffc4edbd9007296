import type { ProjectionMethod } from '../collection/schema.ts';
import { checkFinite } from '../neighbours/exact.ts';
import type { OnStep } from '../signal.ts';
import { PackedRun } from './packed-run.ts';
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
 * Room between pieces of a map, in points (`packed`). UMAP puts neighbours close together, t-SNE spreads them evenly. With
 * these, trust and continuity of flat maps of 100 to 1,000 points are as without packing (t-SNE), or mostly better (UMAP), as
 * pieces come beside their neighbours; with a quarter, t-SNE's continuity falls by up to 0.005.
 */
const ROOM = { umap: 36, tsne: 256 } as const;

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
  const { vectors, dimension, graph, seed, start, placesOnly = false } = request;
  checkFinite(vectors);
  const count = Math.floor(vectors.length / dimension);
  const parameters = fitParameters(method, request.parameters, count, graph.k);
  const dimensions = dimensionsOf(parameters);
  if (count < 4) return new StaticLayout(evenlySpaced(count, dimensions));
  const reference = { parameters, seed };
  // Where only new points are placed, nothing else moves.
  const packing = (run: LayoutRun, room: number): LayoutRun =>
    placesOnly ? run : new PackedRun(run, { dimensions, graph, room, before: start });
  switch (method) {
    case 'umap':
      return packing(new UmapRun(runInput(request, parameters), kernels.umap), ROOM.umap);
    case 'tsne':
      return packing(new TsneRun(runInput(request, parameters), kernels.tsne), ROOM.tsne);
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
