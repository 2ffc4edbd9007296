import type { ProjectionMethod } from '../collection/schema.ts';

export interface ParameterDescription {
  readonly name: string;
  /** For people. */
  readonly label: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
}

/** For people. */
export const methodTitles: Readonly<Record<ProjectionMethod, string>> = { umap: 'UMAP', tsne: 't-SNE' };

/**
 * The parameters of each method, with umap-learn's names and defaults for UMAP and scikit-learn's for t-SNE
 * where the engine has them. tsne-js' own learning rate of 1000 scatters small collections; 50 is the least
 * that scikit-learn's automatic rate takes, and the size of collection that tsne-js can do stays below it.
 */
export const methodParameters: Readonly<Record<ProjectionMethod, readonly ParameterDescription[]>> = {
  umap: [
    { name: 'neighbors', label: 'Neighbours', default: 15, min: 2, max: 200, integer: true },
    { name: 'minDist', label: 'Minimum distance', default: 0.1, min: 0, max: 1, integer: false },
    { name: 'spread', label: 'Spread', default: 1, min: 0.1, max: 5, integer: false },
    { name: 'epochs', label: 'Epochs', default: 500, min: 10, max: 5000, integer: true },
  ],
  tsne: [
    { name: 'perplexity', label: 'Perplexity', default: 30, min: 2, max: 200, integer: false },
    { name: 'learningRate', label: 'Learning rate', default: 50, min: 1, max: 2000, integer: false },
    { name: 'iterations', label: 'Iterations', default: 1000, min: 250, max: 5000, integer: true },
  ],
};

/** The defaults of a method, as they are written into a projection file. */
export function defaultParameters(method: ProjectionMethod): Record<string, number> {
  return Object.fromEntries(methodParameters[method].map((parameter) => [parameter.name, parameter.default]));
}

/** Why `value` does not fit `parameter`, or undefined where it does. */
export function parameterProblem(parameter: ParameterDescription, value: number): string | undefined {
  if (!Number.isFinite(value)) return 'must be a number';
  if (parameter.integer && !Number.isInteger(value)) return 'must be a whole number';
  if (value < parameter.min || value > parameter.max) {
    return `must be from ${String(parameter.min)} to ${String(parameter.max)}`;
  }
  return undefined;
}

/** A projection's name for people: `UMAP`, or `UMAP · name` where the map has a name of its own. */
export function projectionTitle({ name, method }: { name: string; method: ProjectionMethod }): string {
  return name === method ? methodTitles[method] : `${methodTitles[method]} · ${name}`;
}

/** What a projection was made with, in the method's order: `neighbours 15, minimum distance 0.1, …, seed 42`. */
export function describeParameters({
  method,
  parameters,
  seed,
}: {
  method: ProjectionMethod | 'arriving';
  parameters: Readonly<Record<string, number>>;
  seed: number;
}): string {
  if (method === 'arriving') return 'principal axes of what has come so far';
  const known = methodParameters[method].flatMap(({ name, label }) => {
    const value = parameters[name];
    return value === undefined ? [] : [`${label.toLowerCase()} ${String(value)}`];
  });
  return [...known, `seed ${String(seed)}`].join(', ');
}
