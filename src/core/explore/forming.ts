import type { ParameterValue, ProjectionMethod } from '../collection/schema.ts';
import {
  methodParameters,
  parameterProblem,
  parametersProblem,
  type NumberParameter,
} from '../project/parameters.ts';
import type { ExplorerImage, ExplorerMap, FormingMap, ProjectionView } from './map.ts';

/** A layout on its way: [x0, y0, x1, y1, …] (in space [x0, y0, z0, …]) in the order of the forming map's ids. */
export interface FormingFrame {
  readonly coordinates: readonly number[];
  /** 2 or 3. */
  readonly dimensions: number;
  readonly done: number;
  readonly total: number;
}

/** What can be changed while a map forms: not what its neighbours, its start or its dimensions follow from. */
const adjustable: Readonly<Record<ProjectionMethod, readonly string[]>> = {
  umap: ['neighbors', 'minDist', 'spread', 'epochs'],
  tsne: ['perplexity', 'learningRate', 'iterations'],
  pca: [],
  'umap-js': [],
  'tsne-js': [],
};

export function adjustableParameters(method: ProjectionMethod): readonly NumberParameter[] {
  return methodParameters[method].flatMap((parameter) =>
    'choices' in parameter || !adjustable[method].includes(parameter.name) ? [] : [parameter],
  );
}

/**
 * Why a forming map cannot go on with these parameters, or undefined where it can.
 * @param before All that it has now.
 */
export function changeProblem(
  method: ProjectionMethod,
  parameters: Readonly<Record<string, ParameterValue>>,
  before: Readonly<Record<string, ParameterValue>> = {},
): string | undefined {
  const known = adjustableParameters(method);
  for (const [name, value] of Object.entries(parameters)) {
    const parameter = known.find((one) => one.name === name);
    if (parameter === undefined) return `${name} cannot be changed while the map forms`;
    const problem = parameterProblem(parameter, value);
    if (problem !== undefined) return `${parameter.label} ${problem}`;
  }
  const { name, problem } = parametersProblem(method, { ...before, ...parameters }) ?? {};
  return problem === undefined
    ? undefined
    : `${known.find((one) => one.name === name)?.label ?? ''} ${problem}`;
}

/** Whether a forming map can be kept as it is: not where all of it is one step. */
export function canBeKept(method: ProjectionMethod): boolean {
  return method !== 'tsne-js' && method !== 'pca';
}

/** How far it is: `epoch 120 of 500`. */
export function describeFrame(
  method: ProjectionMethod,
  frame: Pick<FormingFrame, 'done' | 'total'> | undefined,
): string {
  if (frame === undefined || frame.total === 0) return 'starting';
  if (frame.done >= frame.total) return 'measuring';
  return `${stepName(method)} ${String(frame.done)} of ${String(frame.total)}`;
}

/** What a method calls one of its steps. */
export function stepName(method: ProjectionMethod): string {
  return method === 'umap' || method === 'umap-js' ? 'epoch' : 'iteration';
}

/**
 * A forming map as one that can be drawn, aligned with the images as theirs are.
 * @param before What shows until the first frame has come.
 */
export function formingView(
  { name, title, method, parameters, seed, model, device, ids }: FormingMap,
  frame: FormingFrame | undefined,
  images: readonly ExplorerImage[],
  before?: Pick<ProjectionView, 'xy' | 'depth'>,
): ProjectionView {
  const view = { name, title, method, parameters, seed, model, device, createdAt: '', forming: true };
  if (frame === undefined && before !== undefined) {
    const { xy, depth } = before;
    return { ...view, xy, ...(depth === undefined ? {} : { depth }) };
  }
  const rows = new Map(ids.map((id, row) => [id, row]));
  const { coordinates = [], dimensions = 2 } = frame ?? {};
  const at = (id: string, axis: number): number | null => {
    const row = rows.get(id);
    return row === undefined ? null : (coordinates[row * dimensions + axis] ?? null);
  };
  return {
    ...view,
    xy: images.flatMap(({ id }) => [at(id, 0), at(id, 1)]),
    ...(dimensions === 3 ? { depth: images.map(({ id }) => at(id, 2)) } : {}),
  };
}

/** The maps with the forming one in the place of the one that it will replace, or at the end. */
export function withForming(map: ExplorerMap, forming: ProjectionView): ExplorerMap {
  const isStanding = map.projections.some(({ name }) => name === forming.name);
  const projections = isStanding
    ? map.projections.map((standing) => (standing.name === forming.name ? forming : standing))
    : [...map.projections, forming];
  return { ...map, projections };
}
