import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CommandContext } from './context.ts';
import { conceptOf, promptOf } from './entry-of.ts';

/** From the page, or of a prompt file: the row of an image in the sidebar. */
export async function revealInTree(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const node = await promptOf(commands, given, l10n.t('LexiCLIP: Reveal in Sidebar'));
  if (node !== undefined) await commands.tree.reveal(node.folder, node.prompt.path);
}

/** From the tree: the folder with the files of a concept, in the Explorer view. */
export async function revealConceptFiles(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<void> {
  const node = await conceptOf(commands, given, l10n.t('LexiCLIP: Reveal Files of a Concept'));
  if (node === undefined) return;
  const file = commands.sessions.of(node.folder).uri(node.concept.path);
  await vscode.commands.executeCommand('revealInExplorer', file);
}
