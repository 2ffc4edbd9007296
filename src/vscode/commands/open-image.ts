import * as l10n from '@vscode/l10n';
import { act } from '../explorer/image-answers.ts';
import type { CommandContext } from './context.ts';
import { promptOf } from './entry-of.ts';

/** From the tree, of a prompt file, or from the page: an image in a tab. */
export async function openImage(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const node = await promptOf(commands, given, l10n.t('LexiCLIP: Open Image'));
  if (node !== undefined) await act(commands.sessions.of(node.folder), 'openImage', node.prompt.id);
}

/** The same in the system's file explorer. */
export async function revealImageFile(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<void> {
  const node = await promptOf(commands, given, l10n.t('LexiCLIP: Reveal Image in File Explorer'));
  if (node !== undefined) await act(commands.sessions.of(node.folder), 'revealFile', node.prompt.id);
}

/** From the page: an image itself on the clipboard. */
export async function copyImage(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const node = await promptOf(commands, given, l10n.t('LexiCLIP: Copy Image'));
  if (node === undefined) return;
  const panel = await commands.panels.current(commands.sessions.of(node.folder));
  await panel.copyImage(node.prompt.id);
}
