import type { MapMethod, ParameterValue, ProjectionMethod } from '../collection/schema.ts';
import { methodParameters } from './method-parameters.ts';
import { defaultParameters, knownParameters, numberOf } from './parameters.ts';

/* What a map's method and parameters ask for; apart from the engines, which only the thread that lays out loads. */

/** The methods that can go on from a map that stands. */
export function supportsWarmStart(method: MapMethod): method is 'umap' | 'tsne' {
  return method === 'umap' || method === 'tsne';
}

export function dimensionsOf(parameters: Readonly<Record<string, ParameterValue>>): number {
  return 'dimensions' in parameters ? numberOf(parameters, 'dimensions') : 2;
}

/** The parameters as used: defaults filled in, and no more neighbours asked for than there are. */
export function fitParameters(
  method: ProjectionMethod,
  given: Readonly<Record<string, ParameterValue>>,
  count: number,
  k = Infinity,
): Record<string, ParameterValue> {
  const known = methodParameters[method].map(({ name }) => name);
  const parameters = { ...defaultParameters(method), ...knownParameters(method, given) };
  const fit = (name: string, limit: number): void => {
    if (known.includes(name)) parameters[name] = Math.min(numberOf(parameters, name), Math.max(limit, 1));
  };
  fit('neighbors', Math.min(count - 1, k + 1));
  // Each point needs about three times as many neighbours as its perplexity (van der Maaten, 2014, section 3).
  fit('perplexity', Math.min(count - 1, k) / 3);
  return parameters;
}

/** How many neighbours of each point a method needs to know. */
export function neighboursNeeded(
  method: ProjectionMethod,
  parameters: Readonly<Record<string, ParameterValue>>,
): number {
  const given = { ...defaultParameters(method), ...parameters };
  if (method === 'umap') return numberOf(given, 'neighbors') - 1;
  return method === 'tsne' ? Math.floor(3 * numberOf(given, 'perplexity')) : 1;
}
