import * as vscode from 'vscode';
import {
  methodParameters,
  parameterProblem,
  projectionTitle,
  type ParameterDescription,
} from '../../core/project/parameters.ts';
import type { ProjectRequest } from '../../core/reports.ts';
import { showDocument } from '../show-document.ts';
import type { ProjectionNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import { askInput, askInTurn, type Step } from './quick-input.ts';

/** From the tree: computes a map anew with the parameters that it has. */
export async function rerunProjection(
  commands: CommandContext,
  ...[node]: readonly unknown[]
): Promise<void> {
  const { name, method, parameters, seed } = (node as ProjectionNode).projection;
  await run(commands, node as ProjectionNode, { name, method, parameters, seed });
}

/** From the tree: asks for each parameter, the seed and a name, then computes; another name makes another map. */
export async function rerunProjectionWithParameters(
  commands: CommandContext,
  ...[node]: readonly unknown[]
): Promise<void> {
  const { projection } = node as ProjectionNode;
  const request = await askParameters((node as ProjectionNode).projection);
  if (request !== undefined)
    await run(commands, node as ProjectionNode, { ...request, method: projection.method });
}

/** From the tree, after a question: removes a map. Images and vectors stay. */
export async function deleteProjection(
  commands: CommandContext,
  ...[node]: readonly unknown[]
): Promise<void> {
  const { folder, projection } = node as ProjectionNode;
  const question = `Delete the map ${projectionTitle(projection)}?`;
  const detail = 'Images, prompts and vectors stay; the map can be computed again.';
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, 'Delete');
  if (chosen === 'Delete') await commands.folders.open(folder).removeProjection(projection.name);
}

/** From the tree: the projection's JSON. */
export async function openProjectionFile(
  _context: CommandContext,
  ...[node]: readonly unknown[]
): Promise<void> {
  const { folder, projection } = node as ProjectionNode;
  await showDocument(vscode.Uri.joinPath(folder.uri, '.lexiclip', projection.path), false);
}

async function run(
  { folders, panels, tree }: CommandContext,
  { folder }: ProjectionNode,
  request: ProjectRequest,
): Promise<void> {
  const done = await folders.run(folder, 'LexiCLIP', async (lexiclip, task) => {
    await lexiclip.project(request, task, true);
    return true;
  });
  if (done !== true) return;
  tree.refresh();
  await panels.show(folder, request.name);
}

async function askParameters(
  standing: ProjectionNode['projection'],
): Promise<Omit<ProjectRequest, 'method'> | undefined> {
  const title = `${projectionTitle(standing)}: Other Parameters`;
  const described = methodParameters[standing.method];
  const answers = await askInTurn([
    ...described.map(
      (parameter) => (step: Step, before?: string) =>
        askInput({
          title,
          ...step,
          prompt: parameterPrompt(parameter),
          value: before ?? String(standing.parameters[parameter.name] ?? parameter.default),
          problem: (text) => {
            const problem = parameterProblem(parameter, text.trim() === '' ? NaN : Number(text));
            return problem === undefined ? undefined : `${parameter.label} ${problem}.`;
          },
        }),
    ),
    (step, before) =>
      askInput({
        title,
        ...step,
        prompt: 'Seed: another one gives another map of the same kind',
        value: before ?? String(standing.seed),
        problem: (text) => (/^\d{1,9}$/.test(text) ? undefined : 'A whole number from 0 to 999999999.'),
      }),
    (step, before) =>
      askInput({
        title,
        ...step,
        prompt: 'Name of the map: the same name replaces it, another one makes a new map',
        value: before ?? standing.name,
        problem: (text) =>
          /^[a-z0-9][a-z0-9_-]{0,60}$/.test(text) ? undefined : 'Lower-case letters, digits, - and _.',
      }),
  ]);
  if (answers === undefined) return undefined;
  const parameters = Object.fromEntries(described.map(({ name }, index) => [name, Number(answers[index])]));
  const [seed, name = standing.name] = answers.slice(described.length);
  return { name, parameters, seed: Number(seed) };
}

function parameterPrompt({ label, min, max, default: usual }: ParameterDescription): string {
  return `${label} (${String(min)} to ${String(max)}, usually ${String(usual)})`;
}
