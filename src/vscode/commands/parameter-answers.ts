import type { ParameterValue, ProjectionMethod } from '../../core/collection/schema.ts';
import {
  methodParameters,
  parameterProblem,
  type ParameterDescription,
} from '../../core/project/parameters.ts';

/* What questions about a map's parameters say, and what their answers mean. */

/** `Neighbours (2 to 200, usually 15)`. */
export function parameterPrompt(parameter: ParameterDescription): string {
  if ('choices' in parameter) return `${parameter.label} (usually ${parameter.default})`;
  const { label, min, max, default: usual, zeroIsAutomatic = false } = parameter;
  if (!zeroIsAutomatic) return `${label} (${min} to ${max}, usually ${usual})`;
  return `${label} (up to ${max}; 0: automatic)`;
}

/** What a text means for a parameter; NaN for what is no number. */
function parameterAnswer(parameter: ParameterDescription, text: string): ParameterValue {
  if ('choices' in parameter) return text.trim();
  return text.trim() === '' ? NaN : Number(text);
}

/** Why a text cannot be used, as a sentence, or undefined where it can. */
export function answerProblem(parameter: ParameterDescription, text: string): string | undefined {
  const problem = parameterProblem(parameter, parameterAnswer(parameter, text));
  return problem === undefined ? undefined : `${parameter.label} ${problem}.`;
}

/** What stands in a choice beside its name. */
export function describeChoice(parameter: string, choice: string): string {
  return choices[`${parameter} ${choice}`] ?? '';
}

const choices: Readonly<Record<string, string>> = {
  'metric cosine': 'by direction: what the models were trained for',
  'metric euclidean': 'by distance',
  'start pca': 'from the axes along which images differ most: the same kind of map each time',
  'start random': 'from chance: shows how much a map owes to its start',
};

/** In the order of the method's parameters. */
export function answersToParameters(
  method: ProjectionMethod,
  answers: readonly string[],
): Record<string, ParameterValue> {
  return Object.fromEntries(
    methodParameters[method].map((parameter, index) => [
      parameter.name,
      parameterAnswer(parameter, answers[index] ?? String(parameter.default)),
    ]),
  );
}

/** `umap`, or `umap-2` and so on where maps have these names. */
export function freeName(method: ProjectionMethod, taken: readonly string[]): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? method : `${method}-${count}`;
    if (!taken.includes(name)) return name;
  }
}
