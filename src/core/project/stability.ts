import { projectionPath } from '../collection/paths.ts';
import type { StabilityMetrics } from '../collection/schema.ts';
import { projectionFile, type StoredMap } from '../collection/stored-map.ts';
import { LexiclipError } from '../errors.ts';
import { QUALITY_NEIGHBOURS } from '../neighbours/quality.ts';
import type { LongTask } from '../signal.ts';
import { checkParameters, knownParameters, methodTitle } from './parameters.ts';
import { supportsWarmStart, dimensionsOf } from './requirements.ts';
import { graphFor, projectionInput, type ProjectDependencies } from './stage.ts';

/** Runs that a map is compared with. */
const RUNS = 3;

/**
 * How much a map owes to chance: runs it from three random starts with other seeds, and writes into its file
 * the mean share of neighbours on the map that each run agrees on.
 * @throws LexiclipError `no-such-map`, `damaged-map`, `not-measurable` for a method without chance, and what projecting throws.
 */
export async function measureStability(
  name: string,
  dependencies: ProjectDependencies,
  task: LongTask,
): Promise<StabilityMetrics> {
  const { collection, projector, comparer } = dependencies;
  const map = await collection.readProjection(name);
  if (map === undefined)
    throw new LexiclipError(
      collection.problems.failureOf(projectionPath(name)) ?? { kind: 'no-such-map', name },
    );
  const { method, parameters, seed } = map;
  if (!supportsWarmStart(method))
    throw new LexiclipError({ kind: 'not-measurable', method: methodTitle(method) });
  checkParameters(method, knownParameters(method, parameters));
  const { collected, inputSha256 } = await projectionInput(dependencies);
  if (inputSha256 !== map.inputSha256) throw new LexiclipError({ kind: 'outdated-map', name });
  const graph = await graphFor({ method, parameters }, collected, dependencies, task);
  const { vectors, dimension } = collected;
  const seeds = Array.from({ length: RUNS }, (_, run) => seed + run + 1);
  const layouts = [layoutOf(map)];
  for (const other of seeds) {
    const request = {
      vectors,
      dimension,
      graph,
      seed: other,
      parameters: { ...parameters, start: 'random' },
    };
    layouts.push((await projector.project(method, request, task)).layout);
  }
  const dimensions = dimensionsOf(parameters);
  const agreement = await comparer.agreement({ layouts, dimensions }, task);
  const stability = { k: QUALITY_NEIGHBOURS, seeds, agreement };
  await collection.writeProjection({ ...projectionFile(map), stability });
  return stability;
}

/** In as many dimensions as its parameters name, whatever its points have: 0 for what they lack. */
function layoutOf({ ids, layout, dimensions: given, parameters }: StoredMap): Float64Array {
  const dimensions = dimensionsOf(parameters);
  return Float64Array.from({ length: ids.length * dimensions }, (_, at) => {
    const axis = at % dimensions;
    const value = axis < given ? layout[Math.floor(at / dimensions) * given + axis] : undefined;
    return value === undefined || Number.isNaN(value) ? 0 : value;
  });
}
