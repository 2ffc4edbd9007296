import { methodParameters, methodTitles } from '../../core/project/parameters.ts';
import type { ConceptSnapshot, ProjectionSnapshot } from '../../core/reports.ts';

/** A prompt's line in the tree: its start, on one line. */
export function promptLabel(prompt: string): string {
  const line = prompt.replace(/\s+/g, ' ').trim();
  if (line === '') return 'No prompt';
  return line.length > 80 ? `${line.slice(0, 79).trimEnd()}…` : line;
}

/** `10 images`, and what is missing of them. */
export function conceptDescription({ prompts, missing }: ConceptSnapshot): string {
  const images = prompts.length === 1 ? '1 image' : `${String(prompts.length)} images`;
  return missing.length === 0 ? images : `${images}, ${String(missing.length)} missing`;
}

/** `UMAP`, or `UMAP · name` where the map has a name of its own. */
export function projectionLabel({ name, method }: ProjectionSnapshot): string {
  return name === method ? methodTitles[method] : `${methodTitles[method]} · ${name}`;
}

/** The parameters in the method's order: `neighbours 15, minimum distance 0.1, …, seed 42`. */
export function parametersText({ method, parameters, seed }: ProjectionSnapshot): string {
  const known = methodParameters[method].flatMap(({ name, label }) => {
    const value = parameters[name];
    return value === undefined ? [] : [`${label.toLowerCase()} ${String(value)}`];
  });
  return [...known, `seed ${String(seed)}`].join(', ');
}
