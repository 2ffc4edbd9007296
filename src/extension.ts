import * as vscode from 'vscode';
import { speak } from './core/language.ts';
import type { LexiclipExports } from './vscode/api/lexiclip-api.ts';
import { PublicApi } from './vscode/api/public-api.ts';
import { registerLanguageModelTools } from './vscode/assistant/language-model-tools.ts';
import { registerMcpServers } from './vscode/assistant/mcp-servers.ts';
import { registerCommands } from './vscode/commands/register.ts';
import { PromptDocuments } from './vscode/compare/prompt-documents.ts';
import { EmbeddingDevice } from './vscode/embedding-device.ts';
import { ExplorerPanels } from './vscode/explorer/panels.ts';
import { registerFiles } from './vscode/files/register.ts';
import { openLog } from './vscode/log.ts';
import { registerMapEditor } from './vscode/map-files/map-editor.ts';
import { FolderSessions } from './vscode/sessions/folder-sessions.ts';
import { tellContexts } from './vscode/sessions/tell-contexts.ts';
import { watchCollections } from './vscode/sessions/watch.ts';
import { SourceHistory } from './vscode/source-history.ts';
import { StatusBar } from './vscode/status-bar.ts';
import { registerCollectionTree } from './vscode/tree/register.ts';
import { WorkNotices } from './vscode/work/notices.ts';
import { Works } from './vscode/work/works.ts';

/**
 * Composes the extension. Nothing native is loaded here: the model runs in a process that commands start.
 * @returns What other extensions get.
 */
export function activate(context: vscode.ExtensionContext): LexiclipExports {
  const { bundle } = vscode.l10n;
  if (bundle !== undefined) speak({ tag: vscode.env.language, translations: bundle });
  const log = openLog();
  const works = new Works();
  const sessions = new FolderSessions(context, log, works);
  const panels = new ExplorerPanels(sessions, log);
  const { tree, work } = registerCollectionTree(context, sessions, log);
  const device = new EmbeddingDevice(context.workspaceState);
  const status = new StatusBar(works, device);
  const prompts = new PromptDocuments(sessions);
  registerCommands({ context, sessions, panels, tree, device, sources: new SourceHistory(), log });
  const watch = watchCollections(sessions);
  const assistant = [registerLanguageModelTools(sessions), registerMcpServers(context, sessions)];
  const files = registerFiles(sessions);
  const mapFiles = registerMapEditor(sessions, panels, log);
  const api = new PublicApi(sessions, panels);
  context.subscriptions.push(
    log,
    works,
    sessions,
    panels,
    new WorkNotices(works, [work, panels]),
    device,
    status,
    prompts,
    watch,
    files,
    mapFiles,
    tellContexts(sessions, (key, has) => {
      if (key === 'lexiclip.hasCollection') status.showCollection(has);
    }),
    ...assistant,
    api,
  );
  return api.exports;
}
