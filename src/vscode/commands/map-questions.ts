import {
  projectionMethods,
  type ParameterValue,
  type ProjectionMethod,
} from '../../core/collection/schema.ts';
import { methodParameters, methodTitles, type ParameterDescription } from '../../core/project/parameters.ts';
import type { ProjectRequest } from '../../core/reports.ts';
import {
  askInput,
  askInTurn,
  askPick,
  type Answer,
  type AskedQuestion,
  type PickItem,
} from '../quick-input.ts';
import { answerProblem, answersToParameters, describeChoice, parameterPrompt } from './parameter-answers.ts';

type Parameters = Readonly<Record<string, ParameterValue>>;

/** What answers are offered first. */
interface Offered {
  readonly parameters: Parameters;
  readonly seed: number;
  readonly name: string;
}

/** Asks for each parameter of a method, the seed and a name; undefined where the user gave up. */
export async function askParameters(
  title: string,
  method: ProjectionMethod,
  offered: Offered,
): Promise<ProjectRequest | undefined> {
  const answers = await askInTurn(parameterQuestions(title, method, offered));
  return answers === undefined ? undefined : requestOf(method, answers);
}

/** Asks for a method first. @param nameFor The name that is offered for a map of a method. */
export async function askNewMap(
  title: string,
  seed: number,
  nameFor: (method: ProjectionMethod) => string,
): Promise<ProjectRequest | undefined> {
  const methodOf = (answer: string | undefined): ProjectionMethod | undefined =>
    projectionMethods.find((method) => method === answer);
  const answers = await askInTurn(([chosen]) => {
    const method = methodOf(chosen);
    const offered = (of: ProjectionMethod): Offered => ({ parameters: {}, seed, name: nameFor(of) });
    const others = method === undefined ? [] : parameterQuestions(title, method, offered(method));
    return [methodQuestion(title), ...others];
  });
  const [chosen, ...others] = answers ?? [];
  const method = methodOf(chosen);
  return method === undefined ? undefined : requestOf(method, others);
}

function methodQuestion(title: string): AskedQuestion {
  return (step) => askPick({ ...step, title, placeholder: 'Choose a layout method', items: methodItems() });
}

/** Without the reference engines, which developers run from the command line. */
function methodItems(): PickItem[] {
  const item = (value: ProjectionMethod, description: string): PickItem => ({
    label: methodTitles[value],
    description,
    value,
  });
  return [
    item('umap', 'groups, and how they lie to each other'),
    item('tsne', 'close neighbours above all'),
    item('pca', 'the axes along which images differ most; at once'),
  ];
}

function parameterQuestions(title: string, method: ProjectionMethod, offered: Offered): AskedQuestion[] {
  return [
    ...methodParameters[method].map((parameter) =>
      parameterQuestion(title, parameter, String(offered.parameters[parameter.name] ?? parameter.default)),
    ),
    (step, before) =>
      askInput({
        title,
        ...step,
        prompt: 'Seed: another one gives another map of the same kind',
        value: before ?? String(offered.seed),
        problem: (text) => (/^\d{1,9}$/.test(text) ? undefined : 'A whole number from 0 to 999999999.'),
      }),
    (step, before) =>
      askInput({
        title,
        ...step,
        prompt: 'Name of the map: the same name replaces it, another one makes a new map',
        value: before ?? offered.name,
        problem: (text) =>
          /^[a-z0-9][a-z0-9_-]{0,60}$/.test(text) ? undefined : 'Lower-case letters, digits, - and _.',
      }),
  ];
}

function parameterQuestion(title: string, parameter: ParameterDescription, offered: string): AskedQuestion {
  return (step, before = offered): Promise<Answer> => {
    const prompt = parameterPrompt(parameter);
    if (!('choices' in parameter))
      return askInput({
        ...step,
        title,
        prompt,
        value: before,
        problem: (text) => answerProblem(parameter, text),
      });
    const items = parameter.choices.map((value) => ({
      label: value,
      value,
      description: describeChoice(parameter.name, value),
    }));
    return askPick({ title, ...step, placeholder: prompt, items, active: before });
  };
}

function requestOf(method: ProjectionMethod, answers: readonly string[]): ProjectRequest {
  const count = methodParameters[method].length;
  const parameters = answersToParameters(method, answers.slice(0, count));
  const [seed, name = method] = answers.slice(count);
  return { name, method, parameters, seed: Number(seed) };
}
