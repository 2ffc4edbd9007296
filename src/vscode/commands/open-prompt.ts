import * as l10n from '@vscode/l10n';
import { showDocument } from '../show-document.ts';
import type { CommandContext } from './context.ts';
import { promptOf } from './entry-of.ts';

/** From the tree: a prompt file as a preview. */
export async function openPrompt(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const node = await promptOf(commands, given, l10n.t('LexiCLIP: Open Prompt'));
  if (node === undefined) return;
  await showDocument(commands.sessions.of(node.folder).uri(node.prompt.path), false);
}
