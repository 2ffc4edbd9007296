import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { countOfImages } from '../../core/counted.ts';
import { confirm } from '../messages.ts';
import type { TreeNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';

/*
 * What keys do in the sidebar. VS Code does not say on which row a key was pressed: these act on the rows that are selected,
 * and `lexiclip.selectedRow` says of which kind those are, so that package.json binds keys only where there is something
 * to do. Each command asks, or says in its title what it is about.
 */

const renaming: Readonly<Partial<Record<TreeNode['kind'], string>>> = {
  concept: 'lexiclip.renameConcept',
  cluster: 'lexiclip.renameCluster',
};

const deleting: Readonly<Partial<Record<TreeNode['kind'], string>>> = {
  concept: 'lexiclip.deleteConcept',
  projection: 'lexiclip.deleteProjection',
  prompt: 'lexiclip.takeOut',
};

/** By a key: renames the concept or cluster that is selected in the sidebar. */
export function renameSelected(commands: CommandContext): Thenable<unknown> | undefined {
  return runOnSelected(commands, renaming);
}

/** By a key: deletes the concept or map that is selected in the sidebar, or takes the images that are out, after a question. */
export async function deleteSelected(commands: CommandContext): Promise<void> {
  const images = commands.tree.selected.filter(({ node }) => node.kind === 'prompt').length;
  const question = l10n.t('Take {0} out of the collection?', countOfImages(images));
  const details = [l10n.t('“Undo Last Change” brings everything back.')];
  const takeOut = l10n.t('Take Out');
  if (images > 0 && (await confirm('warning', question, details, takeOut)) !== takeOut) return;
  await runOnSelected(commands, deleting);
}

/** As VS Code calls a command from the menu of a row: with that, and all that are selected. */
function runOnSelected(
  { tree }: CommandContext,
  commandOf: Readonly<Partial<Record<TreeNode['kind'], string>>>,
): Thenable<unknown> | undefined {
  const [first] = tree.selected;
  if (first === undefined) return undefined;
  const command = commandOf[first.node.kind];
  return command === undefined ? undefined : vscode.commands.executeCommand(command, first, tree.selected);
}
