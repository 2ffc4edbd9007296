import * as l10n from '@vscode/l10n';
import type { ParameterValue, ProjectionMethod } from '../collection/schema.ts';
import { localNumber } from '../language.ts';
import { methodParameters, type NumberParameter } from '../project/method-parameters.ts';
import { parameterProblem, parametersProblem } from '../project/parameters.ts';
import type { ExplorerMap, LiveLayoutInfo, ProjectionView } from './map.ts';

/** A layout on its way: [x0, y0, x1, y1, …] (in space [x0, y0, z0, …]) in the order of the forming map's ids. */
export interface LiveLayoutFrame {
  readonly coordinates: Float32Array;
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
    if (parameter === undefined) return l10n.t('{0} cannot be changed while the map forms', name);
    const problem = parameterProblem(parameter, value);
    if (problem !== undefined)
      return l10n.t('{parameter} {problem}', { parameter: parameter.label, problem });
  }
  const { name, problem } = parametersProblem(method, { ...before, ...parameters }) ?? {};
  return problem === undefined
    ? undefined
    : l10n.t('{parameter} {problem}', {
        parameter: known.find((one) => one.name === name)?.label ?? '',
        problem,
      });
}

/** Whether a forming map can be kept as it is: not where all of it is one step. */
export function canBeKept(method: ProjectionMethod): boolean {
  return method !== 'tsne-js' && method !== 'pca';
}

/** How far it is: `epoch 120 of 500`. */
export function describeFrame(
  method: ProjectionMethod,
  frame: Pick<LiveLayoutFrame, 'done' | 'total'> | undefined,
): string {
  if (frame === undefined || frame.total === 0) return l10n.t('starting');
  if (frame.done >= frame.total) return l10n.t('measuring');
  const [done, total] = [localNumber(frame.done), localNumber(frame.total)];
  return isInEpochs(method)
    ? l10n.t('epoch {0} of {1}', done, total)
    : l10n.t('iteration {0} of {1}', done, total);
}

/** Whether a method calls its steps epochs; else they are iterations. */
export function isInEpochs(method: ProjectionMethod): boolean {
  return method === 'umap' || method === 'umap-js';
}

/** Where the images of a page are in the frames of a forming map: row by row, -1 for one that it does not place. */
export function liveLayoutRows({ ids }: Pick<LiveLayoutInfo, 'ids'>, images: readonly string[]): Int32Array {
  const rows = new Map(ids.map((id, row) => [id, row]));
  return Int32Array.from(images, (id) => rows.get(id) ?? -1);
}

/**
 * A forming map as one that can be drawn, aligned with the images as theirs are.
 * @param rows From `formingRows`, of those images.
 * @param before What shows until the first frame has come.
 */
export function liveLayoutView(
  { name, title, method, parameters, seed, model, device }: LiveLayoutInfo,
  frame: LiveLayoutFrame | undefined,
  rows: Int32Array,
  before?: Pick<ProjectionView, 'xy' | 'depth' | 'vectors'>,
): ProjectionView {
  const vectors = before?.vectors;
  const view = {
    name,
    title,
    method,
    parameters,
    seed,
    vectors,
    model,
    device,
    createdAt: '',
    liveLayout: true,
  };
  if (frame === undefined && before !== undefined) {
    const { xy, depth } = before;
    return { ...view, xy, ...(depth === undefined ? {} : { depth }) };
  }
  const { coordinates = new Float32Array(), dimensions = 2 } = frame ?? {};
  const xy = new Float32Array(rows.length * 2).fill(NaN);
  const depth = dimensions === 3 ? new Float32Array(rows.length).fill(NaN) : undefined;
  rows.forEach((row, image) => {
    const at = row * dimensions;
    if (row < 0 || at + dimensions > coordinates.length) return;
    xy.set(coordinates.subarray(at, at + 2), image * 2);
    depth?.set(coordinates.subarray(at + 2, at + 3), image);
  });
  return { ...view, xy, ...(depth === undefined ? {} : { depth }) };
}

/** The maps with the forming one in the place of the one that it will replace, or at the end. */
export function includingLiveLayout(map: ExplorerMap, liveLayout: ProjectionView): ExplorerMap {
  const isStanding = map.projections.some(({ name }) => name === liveLayout.name);
  const projections = isStanding
    ? map.projections.map((existing) => (existing.name === liveLayout.name ? liveLayout : existing))
    : [...map.projections, liveLayout];
  return { ...map, projections };
}
