import * as vscode from 'vscode';
import type { Log } from '../log.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { FolderChange, FolderSessions } from '../sessions/folder-sessions.ts';
import type { RunningWork } from '../work/works.ts';
import { ExplorerPanel, isPanelOf } from './panel.ts';
import { EXPLORER_VIEW_TYPE } from './view-type.ts';

/** The explorers: at most one for each workspace folder, restored with the window. */
export class ExplorerPanels {
  readonly #sessions: FolderSessions;
  readonly #log: Log;
  readonly #open = new Map<FolderSession, ExplorerPanel>();
  readonly #disposables: readonly vscode.Disposable[];
  readonly #visibility = new vscode.EventEmitter<void>();
  /** A page is seen, or is no more. */
  readonly onDidChangeVisibility = this.#visibility.event;
  /** The files that editors show. */
  #visible: ReadonlySet<string> = new Set();

  constructor(sessions: FolderSessions, log: Log) {
    this.#sessions = sessions;
    this.#log = log;
    const updateAll = (): void => {
      for (const panel of this.#open.values()) void panel.update();
    };
    this.#disposables = [
      sessions.onChange((change) => this.#follow(change)),
      sessions.works.onChange(() => {
        for (const panel of this.#open.values()) panel.showWork();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('lexiclip.show')) updateAll();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(updateAll),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#followEditor(editor)),
      // A tab that is opened without being focused, as from the tree, is seen all the same.
      vscode.window.onDidChangeVisibleTextEditors((editors) => {
        const opened = editors.find(({ document }) => !this.#visible.has(String(document.uri)));
        this.#visible = new Set(editors.map(({ document }) => String(document.uri)));
        this.#followEditor(opened);
      }),
      vscode.window.registerWebviewPanelSerializer(EXPLORER_VIEW_TYPE, {
        deserializeWebviewPanel: (panel) => {
          // A panel is restored with its title, which names the folder.
          const { all } = sessions;
          const session = all.find(({ folder }) => isPanelOf(folder, panel.title)) ?? all[0];
          if (session === undefined) panel.dispose();
          else this.#adopt(session, panel);
          return Promise.resolve();
        },
      }),
    ];
  }

  /** The folder whose explorer has the focus. */
  get active(): FolderSession | undefined {
    return [...this.#open].find(([, panel]) => panel.isActive)?.[0];
  }

  /** Whether the user sees a page that shows this work. */
  shows({ folder }: RunningWork): boolean {
    const address = folder?.uri.toString();
    return [...this.#open].some(
      ([session, { isVisible }]) =>
        isVisible && (address === undefined || session.folder.uri.toString() === address),
    );
  }

  /** Shows a folder's explorer, and in it the named map, if any. */
  async show(session: FolderSession, projection?: string): Promise<ExplorerPanel> {
    const known = this.#open.get(session);
    if (known !== undefined) {
      known.reveal();
      await known.update(projection);
      return known;
    }
    const panel = vscode.window.createWebviewPanel(EXPLORER_VIEW_TYPE, '', vscode.ViewColumn.Active);
    const explorer = this.#adopt(session, panel);
    explorer.showWhenReady(projection);
    return explorer;
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
    for (const panel of this.#open.values()) panel.dispose();
    this.#visibility.dispose();
  }

  /** Who looks at a map goes on with it; what begins where none is open is shown. */
  #follow({ session, change }: FolderChange): void {
    const panel = this.#open.get(session);
    if (change === 'removed') panel?.dispose();
    else if (panel === undefined) {
      const hasBegun =
        (change === 'preview' && session.preview !== undefined) ||
        (change === 'layout' && session.layout !== undefined);
      if (hasBegun) void this.show(session);
    } else if (change === 'layout') void panel.showLiveLayout();
    else if (change === 'frame') panel.showFrame();
    else if (change === 'selection') void panel.showSelection();
    else if (change === 'hits') void panel.showHits();
    else void panel.update();
  }

  #followEditor(editor: vscode.TextEditor | undefined): void {
    if (editor !== undefined) void this.#showActive(editor.document.uri);
  }

  /** The map follows the editor: it marks the image whose prompt file is looked at. */
  async #showActive(file: vscode.Uri): Promise<void> {
    for (const [session, panel] of this.#open) {
      // A collection that cannot be read has told so already.
      const image = await session.imageOf(file).catch(() => undefined);
      if (image !== undefined) await panel.showActive(image.id);
    }
  }

  #adopt(session: FolderSession, panel: vscode.WebviewPanel): ExplorerPanel {
    const explorer = new ExplorerPanel(panel, session, this.#sessions.installation, this.#log, () =>
      this.#visibility.fire(),
    );
    this.#open.set(session, explorer);
    this.#visibility.fire();
    panel.onDidDispose(() => {
      this.#open.delete(session);
      this.#visibility.fire();
    });
    return explorer;
  }
}
