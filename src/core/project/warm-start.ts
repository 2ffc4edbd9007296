import type { MapMethod, ModelInfo, ParameterValue, ProjectionMethod } from '../collection/schema.ts';
import type { StoredMap } from '../collection/stored-map.ts';
import { defaultParameters } from './parameters.ts';
import { supportsWarmStart, dimensionsOf } from './requirements.ts';

/** How a map is made, whatever it is made of. */
export interface Recipe {
  readonly method: ProjectionMethod;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly seed: number;
}

/** A map of fewer of the images says too little about where the others belong. */
const LEAST_SHARE = 0.5;

/** Whether both are the same recipe. Parameters that a file of before lacks had today's defaults. */
export function isSame(a: Omit<Recipe, 'method'> & { readonly method: MapMethod }, b: Recipe): boolean {
  const key = ({ parameters, seed }: Omit<Recipe, 'method'>): string =>
    JSON.stringify([Object.entries({ ...defaultParameters(b.method), ...parameters }).sort(), seed]);
  return a.method === b.method && key(a) === key(b);
}

/**
 * Where a map that stands has the images: row-major [n, dimensions], NaN for those that it lacks. Undefined where
 * it cannot be gone on from: another recipe or model, too few images in common, or a method that cannot.
 * @param formerIds What images were called before they were moved.
 */
export function previousCoordinates(
  existing: StoredMap | undefined,
  wanted: Recipe & { readonly model: ModelInfo },
  ids: readonly string[],
  formerIds: ReadonlyMap<string, string> = new Map(),
): Float64Array | undefined {
  if (existing === undefined || !supportsWarmStart(wanted.method) || !isSame(existing, wanted))
    return undefined;
  if (existing.model.sha256 !== wanted.model.sha256) return undefined;
  const dimensions = dimensionsOf(wanted.parameters);
  const rows = new Map(existing.ids.map((id, row) => [id, row]));
  const rowOf = (id: string): number | undefined => rows.get(id) ?? rows.get(formerIds.get(id) ?? '');
  const known = ids.filter((id) => rowOf(id) !== undefined).length;
  if (known < 4 || known < ids.length * LEAST_SHARE) return undefined;
  const places = new Float64Array(ids.length * dimensions).fill(NaN);
  ids.forEach((id, row) => {
    const from = (rowOf(id) ?? NaN) * existing.dimensions;
    // A flat map says nothing of the third axis.
    for (let axis = 0; axis < Math.min(dimensions, existing.dimensions); axis++)
      places[row * dimensions + axis] = existing.layout[from + axis] ?? NaN;
  });
  return places;
}
