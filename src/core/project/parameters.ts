import type { MapMethod, ParameterValue, ProjectionMethod } from '../collection/schema.ts';
import { LexiclipError } from '../errors.ts';

interface Described {
  readonly name: string;
  /** For people. */
  readonly label: string;
  /** What it does, for people: one sentence. */
  readonly help: string;
}

export interface NumberParameter extends Described {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  /** Whether 0 leaves it to the method. */
  readonly zeroIsAutomatic?: boolean;
}

interface ChoiceParameter extends Described {
  readonly default: string;
  readonly choices: readonly Choice[];
}

interface Choice {
  readonly value: string;
  /** What it means, for people: goes on after the value. */
  readonly about: string;
}

export type ParameterDescription = NumberParameter | ChoiceParameter;

/** For people. */
export const methodTitles: Readonly<Record<MapMethod, string>> = {
  umap: 'UMAP',
  tsne: 't-SNE',
  pca: 'PCA',
  'umap-js': 'UMAP by umap-js',
  'tsne-js': 't-SNE by tsne-js',
  imported: 'Imported',
};

/** The methods that people choose from, and what each shows. The reference engines run from the command line. */
export const offeredMethods = [
  { method: 'umap', about: 'Groups of similar images, and how the groups relate.' },
  { method: 'tsne', about: 'The closest neighbours of each image. Distances between groups say little.' },
  { method: 'pca', about: 'The axes along which images differ most. It is ready at once.' },
] as const satisfies readonly { readonly method: ProjectionMethod; readonly about: string }[];

/** The maps that an exploration makes. */
export const usualMethods = ['umap', 'tsne'] as const satisfies readonly ProjectionMethod[];

const dimensions: NumberParameter = {
  name: 'dimensions',
  label: 'Dimensions',
  help: 'A plane has 2. A map with 3 can be rotated.',
  default: 2,
  min: 2,
  max: 3,
  integer: true,
};
/** `random` is for seeing how much a map owes to its start. */
const start: ChoiceParameter = {
  name: 'start',
  label: 'Start',
  help: 'Where the images are before the first step.',
  default: 'pca',
  choices: [
    { value: 'pca', about: 'on the principal axes, which gives the same kind of map each time' },
    { value: 'random', about: 'at random, which shows how much of a map is due to its start' },
  ],
};
const neighbors: NumberParameter = {
  name: 'neighbors',
  label: 'Neighbours',
  help: 'Few neighbours show fine detail, many show the overall structure.',
  default: 15,
  min: 2,
  max: 200,
  integer: true,
};
const minDist: NumberParameter = {
  name: 'minDist',
  label: 'Minimum distance',
  help: 'How close images may come: small values make tight groups.',
  default: 0.1,
  min: 0,
  max: 1,
  integer: false,
};
const spread: NumberParameter = {
  name: 'spread',
  label: 'Spread',
  help: 'The scale of the map: larger values pull groups apart.',
  default: 1,
  min: 0.1,
  max: 5,
  integer: false,
};
const perplexity: NumberParameter = {
  name: 'perplexity',
  label: 'Perplexity',
  help: 'About how many neighbours each image has: low values show local detail.',
  default: 30,
  min: 2,
  max: 200,
  integer: false,
};
const iterations: NumberParameter = {
  name: 'iterations',
  label: 'Iterations',
  help: 'Steps of the layout. Too few leave it unfinished.',
  default: 1000,
  min: 250,
  max: 5000,
  integer: true,
};

const EPOCHS_HELP = 'Passes over all neighbours. Too few leave the layout unfinished.';
const RATE_HELP = 'The size of each step. Too large scatters the map, too small packs it into a ball.';

/**
 * The parameters of each method, with umap-learn's names and defaults for UMAP and scikit-learn's for t-SNE.
 * tsne-js' own learning rate of 1000 scatters small collections; 50 is the least that scikit-learn's automatic
 * rate takes, and the size of collection that tsne-js can do stays below it. Help says what umap-learn's "Basic UMAP
 * Parameters", scikit-learn's TSNE and Wattenberg et al., "How to Use t-SNE Effectively" (2016), say of them.
 */
export const methodParameters: Readonly<Record<ProjectionMethod, readonly ParameterDescription[]>> = {
  umap: [
    neighbors,
    minDist,
    spread,
    {
      name: 'metric',
      label: 'Metric',
      help: 'How the similarity of images is measured.',
      default: 'cosine',
      choices: [
        { value: 'cosine', about: 'by direction, as the models were trained' },
        { value: 'euclidean', about: 'by distance' },
      ],
    },
    {
      name: 'epochs',
      label: 'Epochs',
      help: EPOCHS_HELP,
      default: 0,
      min: 0,
      max: 5000,
      integer: true,
      zeroIsAutomatic: true,
    },
    start,
    dimensions,
  ],
  tsne: [
    perplexity,
    iterations,
    {
      name: 'learningRate',
      label: 'Learning rate',
      help: RATE_HELP,
      default: 0,
      min: 0,
      max: 100_000,
      integer: false,
      zeroIsAutomatic: true,
    },
    {
      name: 'exaggeration',
      label: 'Early exaggeration',
      help: 'How strongly similar images attract each other at first: larger values leave more space between groups.',
      default: 12,
      min: 1,
      max: 50,
      integer: false,
    },
    start,
    dimensions,
  ],
  pca: [dimensions],
  'umap-js': [
    neighbors,
    minDist,
    spread,
    { name: 'epochs', label: 'Epochs', help: EPOCHS_HELP, default: 500, min: 10, max: 5000, integer: true },
  ],
  'tsne-js': [
    perplexity,
    {
      name: 'learningRate',
      label: 'Learning rate',
      help: RATE_HELP,
      default: 50,
      min: 1,
      max: 2000,
      integer: false,
    },
    iterations,
  ],
};

/** The defaults of a method, as they are written into a projection file. */
export function defaultParameters(method: ProjectionMethod): Record<string, ParameterValue> {
  return Object.fromEntries(methodParameters[method].map((parameter) => [parameter.name, parameter.default]));
}

/** Why `value` does not fit `parameter`, or undefined where it does. */
export function parameterProblem(parameter: ParameterDescription, value: ParameterValue): string | undefined {
  if ('choices' in parameter) {
    const values = parameter.choices.map((choice) => choice.value);
    return values.includes(String(value)) ? undefined : `must be one of ${values.join(', ')}`;
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'must be a number';
  if (parameter.integer && !Number.isInteger(value)) return 'must be a whole number';
  if (value < parameter.min || value > parameter.max) {
    return `must be from ${parameter.min} to ${parameter.max}`;
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
    const names = methodParameters[method].map((known) => known.name).join(', ');
    const problem =
      parameter === undefined
        ? `is no parameter of ${methodTitles[method]}, which has ${names}`
        : parameterProblem(parameter, value);
    if (problem !== undefined) return { name, problem };
  }
  const { minDist, spread } = { ...defaultParameters(method), ...given };
  // There is no curve that falls off within less than it stays flat (umap-learn refuses it as well).
  if (typeof minDist === 'number' && typeof spread === 'number' && minDist > spread)
    return { name: 'minDist', problem: 'must not be larger than the spread' };
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
  return name === method ? methodTitles[method] : `${methodTitles[method]} · ${name}`;
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
  if (method === 'preview') return 'principal axes of what has come so far';
  if (method === 'imported') return describeImported(parameters);
  const known = methodParameters[method].flatMap((parameter) => {
    const value = parameters[parameter.name];
    if (value === undefined) return [];
    const automatic = 'zeroIsAutomatic' in parameter && value === 0;
    return [`${parameter.label.toLowerCase()} ${automatic ? 'automatic' : String(value)}`];
  });
  return [...known, `seed ${seed}`].join(', ');
}

function describeImported({ file }: Readonly<Record<string, ParameterValue>>): string {
  return file === undefined ? 'laid out elsewhere' : `laid out elsewhere, read from ${file}`;
}
