import path from 'node:path';
import * as vscode from 'vscode';
import { plainText } from '../../core/plain-text.ts';
import { readSettings } from '../config.ts';
import type { FolderSessions } from '../sessions/folder-sessions.ts';

/** Tells VS Code how to start `lexiclip mcp`, for each folder that has a collection. It only reads. */
export function registerMcpServers(
  context: vscode.ExtensionContext,
  sessions: FolderSessions,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const listening = sessions.onChange(({ change }) => {
    if (change === 'collection' || change === 'removed') changed.fire();
  });
  const provider = vscode.lm.registerMcpServerDefinitionProvider('lexiclip.collections', {
    onDidChangeMcpServerDefinitions: changed.event,
    provideMcpServerDefinitions: async () => {
      if (!vscode.workspace.isTrusted) return [];
      const known = await Promise.all(
        sessions.all.map(async (session) => {
          const list = await session.collection.read().catch(() => undefined);
          return list === undefined ? [] : serverOf(context, session.folder);
        }),
      );
      return known.flat();
    },
  });
  return vscode.Disposable.from(changed, listening, provider);
}

function serverOf(
  { extensionUri, extension }: vscode.ExtensionContext,
  folder: vscode.WorkspaceFolder,
): vscode.McpStdioServerDefinition {
  const { model, device } = readSettings(folder);
  const program = path.join(extensionUri.fsPath, 'dist', 'cli.js');
  const args = [program, 'mcp', '--workspace', folder.uri.fsPath, '--device', device];
  return new vscode.McpStdioServerDefinition(
    `LexiCLIP: ${plainText(folder.name, 80)}`,
    process.execPath,
    model === '' ? args : [...args, '--model', model],
    // In VS Code for the desktop the executable is Electron, which is a plain Node with this.
    { ELECTRON_RUN_AS_NODE: '1' },
    (extension.packageJSON as { version?: string }).version,
  );
}
