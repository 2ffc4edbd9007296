import type { ProjectionMethod } from '../collection/schema.ts';
import type { ProjectionRequest } from '../ports.ts';
import type { OnStep } from '../signal.ts';
import { defaultParameters } from './parameters.ts';
import { runTsne } from './tsne.ts';
import { runUmap } from './umap.ts';

/**
 * Lays n vectors out on a plane: row-major [n, 2]. Runs to its end on the calling thread; the same request
 * gives the same bits.
 * @throws RangeError where a vector or the layout has numbers that are not finite.
 */
export function layOut(method: ProjectionMethod, request: ProjectionRequest, onStep: OnStep): Float64Array {
  const { vectors, dimension } = request;
  if (!vectors.every(Number.isFinite)) throw new RangeError('a vector has numbers that are not finite');
  const count = vectors.length / dimension;
  // One, two and three points have no neighbourhoods to keep apart; any even spacing is as true as another.
  if (count < 4) return evenly(count);
  const rows = Array.from({ length: count }, (_, row) =>
    Array.from(vectors.subarray(row * dimension, (row + 1) * dimension)),
  );
  const parameters = fitParameters(method, request.parameters, count);
  const run = method === 'umap' ? runUmap : runTsne;
  const layout = Float64Array.from(run(rows, parameters, request.seed, onStep).flat());
  if (!layout.every(Number.isFinite)) throw new RangeError('the layout has numbers that are not finite');
  return layout;
}

/** The parameters as used: defaults filled in, and no more neighbours asked for than there are. */
export function fitParameters(
  method: ProjectionMethod,
  given: Readonly<Record<string, number>>,
  count: number,
): Record<string, number> {
  const parameters = { ...defaultParameters(method), ...given };
  const fit = (name: string, limit: number): void => {
    parameters[name] = Math.min(parameters[name] ?? limit, limit);
  };
  if (method === 'umap') fit('neighbors', count - 1);
  // Each point needs about three times as many neighbours as its perplexity (van der Maaten, 2014, section 3).
  else fit('perplexity', (count - 1) / 3);
  return parameters;
}

function evenly(count: number): Float64Array {
  const layout = new Float64Array(count * 2);
  for (let point = 0; count > 1 && point < count; point++) {
    layout[point * 2] = Math.cos((2 * Math.PI * point) / count);
    layout[point * 2 + 1] = Math.sin((2 * Math.PI * point) / count);
  }
  return layout;
}
