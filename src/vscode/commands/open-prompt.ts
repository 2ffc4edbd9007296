import * as vscode from 'vscode';
import { showDocument } from '../show-document.ts';
import type { CommandContext } from './context.ts';
import { promptOf } from './entry-of.ts';

/** From the tree: a prompt file as a preview. */
export async function openPrompt(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const node = await promptOf(commands, given, 'LexiCLIP: Open Prompt');
  if (node === undefined) return;
  await showDocument(vscode.Uri.joinPath(node.folder.uri, '.lexiclip', node.prompt.path), false);
}
