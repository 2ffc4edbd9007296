import type { ModelMark, ParameterValue, ProjectionFile, ProjectionMethod } from '../collection/schema.ts';
import { defaultParameters } from './parameters.ts';
import { canGoOn, dimensionsOf } from './requirements.ts';

/** How a map is made, whatever it is made of. */
export interface Recipe {
  readonly method: ProjectionMethod;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly seed: number;
}

/** A map of fewer of the images says too little about where the others belong. */
const LEAST_SHARE = 0.5;

/** Whether both are the same recipe. Parameters that a file of before lacks had today's defaults. */
export function isSame(a: Recipe, b: Recipe): boolean {
  const key = ({ method, parameters, seed }: Recipe): string =>
    JSON.stringify([method, Object.entries({ ...defaultParameters(method), ...parameters }).sort(), seed]);
  return key(a) === key(b);
}

/**
 * Where a map that stands has the images: row-major [n, dimensions], NaN for those that it lacks. Undefined where
 * it cannot be gone on from: another recipe or model, too few images in common, or a method that cannot.
 */
export function standingPlaces(
  standing: ProjectionFile | undefined,
  wanted: Recipe & { readonly model: ModelMark },
  ids: readonly string[],
): Float64Array | undefined {
  if (standing === undefined || !canGoOn(wanted.method) || !isSame(standing, wanted)) return undefined;
  if (standing.model.sha256 !== wanted.model.sha256) return undefined;
  const dimensions = dimensionsOf(wanted.parameters);
  const points = new Map(standing.points.map((point) => [point.id, point]));
  const known = ids.filter((id) => points.has(id)).length;
  if (known < 4 || known < ids.length * LEAST_SHARE) return undefined;
  const places = ids.flatMap((id) => {
    const { x = NaN, y = NaN, z = NaN } = points.get(id) ?? {};
    return dimensions === 3 ? [x, y, z] : [x, y];
  });
  return Float64Array.from(places);
}
