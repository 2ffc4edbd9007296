import * as vscode from 'vscode';
import type { FromPage } from '../../protocol/explorer.ts';
import { mapDropped } from '../dropped.ts';

/** What the page asks for that is a command: what Restricted Mode refuses is refused there. */
type Asked = Extract<
  FromPage,
  { type: 'comparePrompts' | 'actOnSelection' | 'tag' | 'dropAddress' | 'exploreConcepts' | 'run' }
>;

/** @param folder The address of the folder that the page shows. */
export async function runCommand(folder: string, message: Asked): Promise<void> {
  const { executeCommand } = vscode.commands;
  switch (message.type) {
    case 'comparePrompts':
      await executeCommand('lexiclip.compare', { folder, images: message.ids });
      break;
    case 'actOnSelection':
      await executeCommand(`lexiclip.${message.action}`, { folder });
      break;
    case 'tag':
      await executeCommand('lexiclip.tag', { folder, tagging: message });
      break;
    case 'dropAddress':
      await mapDropped(message.address);
      break;
    case 'exploreConcepts':
      await executeCommand('lexiclip.exploreConcepts');
      break;
    case 'run': {
      const { action, projection } = message;
      const update = projection === undefined ? 'lexiclip.updateMaps' : 'lexiclip.updateProjection';
      const commands = { continue: 'lexiclip.continue', embed: 'lexiclip.embedImages', update };
      await executeCommand(commands[action], { folder, projection });
      break;
    }
  }
}
