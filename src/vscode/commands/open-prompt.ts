import * as vscode from 'vscode';
import { showDocument } from '../show-document.ts';
import { nodeOf } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';

/** From the tree: a prompt file as a preview. */
export async function openPrompt(_context: CommandContext, ...[node]: readonly unknown[]): Promise<void> {
  const { folder, prompt } = nodeOf('prompt', node);
  await showDocument(vscode.Uri.joinPath(folder.uri, '.lexiclip', prompt.path), false);
}
