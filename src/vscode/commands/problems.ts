import * as l10n from '@vscode/l10n';
import { projectionMethods } from '../../core/collection/schema.ts';
import { LexiclipError } from '../../core/errors.ts';
import { readSettings } from '../config.ts';
import { mapFormStart } from '../explorer/map-form.ts';
import { showAsText } from '../show-document.ts';
import { nodeOf } from '../tree/entries.ts';
import type { CommandContext } from './context.ts';
import { problemOf } from './entry-of.ts';
import { openMapForm, runProjection } from './projections.ts';

/** From the tree: a file that cannot be used. */
export async function openProblemFile(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<void> {
  const node = await problemOf(commands, given, l10n.t('LexiCLIP: Open File'), ({ opens }) => opens);
  if (node?.problem.opens !== true) return;
  await showAsText(commands.sessions.of(node.folder).uri(node.problem.path));
}

/** From the tree: a map in the place of a damaged one. What it was made with is lost; its name may tell the method. */
export async function recomputeMap(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const title = l10n.t('LexiCLIP: Compute Map Anew');
  const node = await problemOf(commands, given, title, ({ projection }) => projection !== undefined);
  if (node === undefined) return;
  const { folder, problem } = node;
  const name = problem.projection;
  if (name === undefined) throw new LexiclipError({ kind: 'no-problems' });
  const session = commands.sessions.of(folder);
  const method = projectionMethods.find((one) => one === name);
  if (method === undefined) {
    const start = await mapFormStart(session, { name });
    await openMapForm(commands, session, start, nodeOf('problem', given) !== undefined);
  } else {
    const { seed } = readSettings(folder);
    await runProjection(commands, session, { name, method, parameters: {}, seed });
  }
}
