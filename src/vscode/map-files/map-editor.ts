import * as vscode from 'vscode';
import { LexiclipError } from '../../core/errors.ts';
import type { FileWay } from '../../protocol/explorer.ts';
import type { ExplorerPanels } from '../explorer/panels.ts';
import { MAP_EDITOR_VIEW_TYPE } from '../explorer/view-type.ts';
import type { Log } from '../log.ts';
import type { FolderSessions } from '../sessions/folder-sessions.ts';
import { FileScope } from './file-scope.ts';
import { isPresent, mapFileOf, presentUri } from './map-file.ts';
import { showProblemPage } from './problem-page.ts';

/**
 * Opens a map's file as the map. VS Code restores it by the file's address. Versions of git are not for it (package.json
 * selects files only, so that their difference is shown as text); where one comes all the same, it is not taken for the map.
 */
export class MapEditor implements vscode.CustomReadonlyEditorProvider {
  readonly #sessions: FolderSessions;
  readonly #panels: ExplorerPanels;
  readonly #log: Log;

  constructor(sessions: FolderSessions, panels: ExplorerPanels, log: Log) {
    [this.#sessions, this.#panels, this.#log] = [sessions, panels, log];
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    const file = mapFileOf(this.#sessions, uri);
    const path = presentUri(uri).fsPath;
    const refuse = (kind: 'earlier-map' | 'map-elsewhere', ways: readonly FileWay[]): void =>
      showProblemPage(panel, this.#sessions.installation, this.#log, {
        uri,
        error: new LexiclipError({ kind, path }),
        ways,
      });
    if (file === undefined) refuse('map-elsewhere', ['openFolder', 'openText']);
    else if (!isPresent(uri)) refuse('earlier-map', ['showMoved', 'openText']);
    else this.#panels.adopt(file.session, panel, new FileScope(file, panel));
  }
}

export function registerMapEditor(
  sessions: FolderSessions,
  panels: ExplorerPanels,
  log: Log,
): vscode.Disposable {
  return vscode.window.registerCustomEditorProvider(
    MAP_EDITOR_VIEW_TYPE,
    new MapEditor(sessions, panels, log),
    { supportsMultipleEditorsPerDocument: true },
  );
}
