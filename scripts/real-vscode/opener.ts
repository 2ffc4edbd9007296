import { commands } from 'vscode';

/*
 * An extension that `npm start` adds to ours: it shows the sidebar and the map at once, so that nobody has to find
 * a command before seeing anything.
 */
export async function activate(): Promise<void> {
  await commands.executeCommand('workbench.view.extension.lexiclip');
  await commands.executeCommand('lexiclip.openExplorer');
}
