import * as vscode from 'vscode';
import type { LexiclipFolders } from '../folders.ts';
import type { Log } from '../log.ts';
import { ExplorerPanel, panelTitle } from './panel.ts';
import { EXPLORER_VIEW_TYPE } from './view-type.ts';

/** The explorers: at most one for each workspace folder, restored with the window. */
export class ExplorerPanels {
  readonly #folders: LexiclipFolders;
  readonly #log: Log;
  readonly #open = new Map<string, ExplorerPanel>();
  readonly #settings: vscode.Disposable;
  readonly #arrivals: vscode.Disposable;
  readonly #formings: vscode.Disposable;
  readonly #frames: vscode.Disposable;
  readonly #trust: vscode.Disposable;
  readonly #serializer: vscode.Disposable;

  constructor(folders: LexiclipFolders, log: Log) {
    this.#folders = folders;
    this.#log = log;
    this.#settings = vscode.workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration('lexiclip.show')) return;
      for (const panel of this.#open.values()) void panel.update();
    });
    this.#arrivals = folders.onArriving((folder) => {
      // Who looks at a map of this folder goes on with it; new images are there to be chosen.
      if (this.#open.has(folder.uri.toString())) void this.refresh(folder);
      else void this.show(folder);
    });
    this.#formings = folders.onForming((folder) => {
      const panel = this.#open.get(folder.uri.toString());
      if (panel !== undefined) void panel.showForming();
      else if (folders.forming(folder) !== undefined) void this.show(folder);
    });
    this.#frames = folders.onFrame((folder) => {
      this.#open.get(folder.uri.toString())?.showFrame();
    });
    this.#trust = vscode.workspace.onDidGrantWorkspaceTrust(() => {
      for (const panel of this.#open.values()) void panel.update();
    });
    this.#serializer = vscode.window.registerWebviewPanelSerializer(EXPLORER_VIEW_TYPE, {
      deserializeWebviewPanel: (panel) => {
        // A panel is restored with its title, which names the folder.
        const folder = folders.all.find((one) => panel.title === panelTitle(one)) ?? folders.all[0];
        if (folder === undefined) panel.dispose();
        else this.#adopt(folder, panel);
        return Promise.resolve();
      },
    });
  }

  /** Shows a folder's explorer, and in it the named map, if any. */
  async show(folder: vscode.WorkspaceFolder, projection?: string): Promise<ExplorerPanel> {
    const known = this.#open.get(folder.uri.toString());
    if (known !== undefined) {
      known.reveal();
      await known.update(projection);
      return known;
    }
    const panel = vscode.window.createWebviewPanel(EXPLORER_VIEW_TYPE, '', vscode.ViewColumn.Active);
    const explorer = this.#adopt(folder, panel);
    explorer.showWhenReady(projection);
    return explorer;
  }

  /** Draws a folder's explorer anew, where one is open. */
  async refresh(folder: vscode.WorkspaceFolder): Promise<void> {
    await this.#open.get(folder.uri.toString())?.update();
  }

  dispose(): void {
    this.#settings.dispose();
    this.#arrivals.dispose();
    this.#formings.dispose();
    this.#frames.dispose();
    this.#trust.dispose();
    this.#serializer.dispose();
    for (const panel of this.#open.values()) panel.dispose();
  }

  #adopt(folder: vscode.WorkspaceFolder, panel: vscode.WebviewPanel): ExplorerPanel {
    const key = folder.uri.toString();
    const explorer = new ExplorerPanel(panel, folder, this.#folders, this.#log);
    this.#open.set(key, explorer);
    panel.onDidDispose(() => {
      this.#open.delete(key);
    });
    return explorer;
  }
}
