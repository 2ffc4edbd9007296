import * as vscode from 'vscode';
import { showDocument } from '../show-document.ts';
import type { PromptNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';

/** From the tree: a prompt file as a preview. */
export async function openPrompt(_context: CommandContext, ...[node]: readonly unknown[]): Promise<void> {
  const { folder, prompt } = node as PromptNode;
  await showDocument(vscode.Uri.joinPath(folder.uri, '.lexiclip', prompt.path), false);
}
