import * as l10n from '@vscode/l10n';
import type { MapMethod, ParameterValue, ProjectionMethod } from '../collection/schema.ts';
import { LexiclipError } from '../errors.ts';
import { localFigure, localList, withinSentence } from '../language.ts';
import { methodParameters, type ParameterDescription } from './method-parameters.ts';

export function methodTitle(method: MapMethod): string {
  switch (method) {
    case 'umap':
      return 'UMAP';
    case 'tsne':
      return 't-SNE';
    case 'pca':
      return 'PCA';
    case 'umap-js':
      return l10n.t('{0} by {1}', 'UMAP', 'umap-js');
    case 'tsne-js':
      return l10n.t('{0} by {1}', 't-SNE', 'tsne-js');
    case 'imported':
      return l10n.t('Imported');
  }
}

/** The methods that people choose from. The reference engines run from the command line. */
export const offeredMethods = ['umap', 'tsne', 'pca'] as const satisfies readonly ProjectionMethod[];

/** What each of them shows. */
export function aboutMethod(method: (typeof offeredMethods)[number]): string {
  switch (method) {
    case 'umap':
      return l10n.t('Groups of similar images, and how the groups relate.');
    case 'tsne':
      return l10n.t('The closest neighbours of each image. Distances between groups say little.');
    case 'pca':
      return l10n.t('The axes along which images differ most. It is ready at once.');
  }
}

/** The maps that an exploration makes. */
export const usualMethods = ['umap', 'tsne'] as const satisfies readonly ProjectionMethod[];

/** The defaults of a method, as they are written into a projection file. */
export function defaultParameters(method: ProjectionMethod): Record<string, ParameterValue> {
  return Object.fromEntries(methodParameters[method].map((parameter) => [parameter.name, parameter.default]));
}

/** Why `value` does not fit `parameter`, or undefined where it does. */
export function parameterProblem(parameter: ParameterDescription, value: ParameterValue): string | undefined {
  if ('choices' in parameter) {
    const values = parameter.choices.map((choice) => choice.value);
    return values.includes(String(value)) ? undefined : l10n.t('must be one of {0}', localList(values));
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return l10n.t('must be a number');
  if (parameter.integer && !Number.isInteger(value)) return l10n.t('must be a whole number');
  if (value < parameter.min || value > parameter.max) {
    return l10n.t('must be from {0} to {1}', localFigure(parameter.min), localFigure(parameter.max));
  }
  return undefined;
}

/**
 * Why values given by name do not fit a method: its first unknown name or unfitting value; undefined where all do.
 */
export function parametersProblem(
  method: ProjectionMethod,
  given: Readonly<Record<string, ParameterValue>>,
): { readonly name: string; readonly problem: string } | undefined {
  for (const [name, value] of Object.entries(given)) {
    const parameter = methodParameters[method].find((known) => known.name === name);
    const names = localList(methodParameters[method].map((known) => known.name));
    const problem =
      parameter === undefined
        ? l10n.t('is no parameter of {0}, which has {1}', methodTitle(method), names)
        : parameterProblem(parameter, value);
    if (problem !== undefined) return { name, problem };
  }
  const { minDist, spread } = { ...defaultParameters(method), ...given };
  // There is no curve that falls off within less than it stays flat (umap-learn refuses it as well).
  if (typeof minDist === 'number' && typeof spread === 'number' && minDist > spread)
    return { name: 'minDist', problem: l10n.t('must not be larger than the spread') };
  return undefined;
}

/** @throws LexiclipError `bad-argument` for values that do not fit a method. */
export function checkParameters(
  method: ProjectionMethod,
  given: Readonly<Record<string, ParameterValue>>,
): void {
  const wrong = parametersProblem(method, given);
  if (wrong !== undefined)
    throw new LexiclipError({ kind: 'bad-argument', argument: wrong.name, problem: wrong.problem });
}

/** Those that the method has: a file of another version may have others. */
export function knownParameters(
  method: ProjectionMethod,
  given: Readonly<Record<string, ParameterValue>>,
): Record<string, ParameterValue> {
  const names = methodParameters[method].map(({ name }) => name);
  return Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)));
}

/** A parameter that is a number. @throws RangeError where there is none: parameters are filled in before. */
export function numberOf(parameters: Readonly<Record<string, ParameterValue>>, name: string): number {
  const value = parameters[name];
  if (typeof value !== 'number') throw new RangeError(`the parameter ${name} is not a number`);
  return value;
}

/** A projection's name for people: `UMAP`, or `UMAP · name` where the map has a name of its own. */
export function projectionTitle({ name, method }: { name: string; method: MapMethod }): string {
  return name === method ? methodTitle(method) : `${methodTitle(method)} · ${name}`;
}

/** What a projection was made with, in the method's order: `neighbours 15, minimum distance 0.1, …, seed 42`. */
export function describeParameters({
  method,
  parameters,
  seed,
}: {
  method: MapMethod | 'preview';
  parameters: Readonly<Record<string, ParameterValue>>;
  seed: number;
}): string {
  if (method === 'preview') return l10n.t('principal axes of what has come so far');
  if (method === 'imported') return describeImported(parameters);
  const known = methodParameters[method].flatMap((parameter) => {
    const value = parameters[parameter.name];
    if (value === undefined) return [];
    const automatic = 'zeroIsAutomatic' in parameter && value === 0;
    const name = withinSentence(parameter.label);
    return [
      automatic
        ? l10n.t('{0} automatic', name)
        : l10n.t('{name} {value}', { name, value: typeof value === 'number' ? localFigure(value) : value }),
    ];
  });
  return localList([...known, l10n.t('seed {0}', seed)]);
}

function describeImported({ file }: Readonly<Record<string, ParameterValue>>): string {
  return file === undefined
    ? l10n.t('laid out elsewhere')
    : l10n.t('laid out elsewhere, read from {0}', file);
}
