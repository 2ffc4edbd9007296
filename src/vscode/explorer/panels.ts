import * as vscode from 'vscode';
import type { Log } from '../log.ts';
import type { FolderSession, SessionChange } from '../sessions/folder-session.ts';
import type { FolderChange, FolderSessions } from '../sessions/folder-sessions.ts';
import type { MapScope } from '../sessions/map-scope.ts';
import type { RunningWork } from '../work/works.ts';
import { isPanelOf } from './panel-title.ts';
import { ExplorerPanel } from './panel.ts';
import { EXPLORER_VIEW_TYPE, MOVED_VIEW_TYPE } from './view-type.ts';

interface OpenExplorer {
  readonly session: FolderSession;
  readonly explorer: ExplorerPanel;
}

/** The explorers: at most one for each workspace folder, restored with the window; and those of some maps only. */
export class ExplorerPanels {
  readonly #sessions: FolderSessions;
  readonly #log: Log;
  /** Those of whole folders. */
  readonly #open = new Map<FolderSession, ExplorerPanel>();
  readonly #all = new Set<OpenExplorer>();
  /** Those of two versions of a map, by their titles. */
  readonly #versions = new Map<string, ExplorerPanel>();
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
      for (const { explorer } of this.#all) void explorer.update();
    };
    this.#disposables = [
      sessions.onChange((change) => this.#follow(change)),
      sessions.works.onChange(() => {
        for (const { explorer } of this.#all) explorer.showWork();
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
          else this.#adoptOwn(session, panel);
          return Promise.resolve();
        },
      }),
    ];
  }

  /** The folder whose explorer has the focus. */
  get active(): FolderSession | undefined {
    return [...this.#all].find(({ explorer }) => explorer.isActive)?.session;
  }

  /** Whether the user sees a page that shows this work. */
  shows(work: RunningWork): boolean {
    return [...this.#all].some(
      ({ session, explorer }) => explorer.isVisible && work.concerns(session.folder),
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
    const explorer = this.#adoptOwn(session, panel);
    explorer.showWhenReady(projection);
    return explorer;
  }

  /** Makes an explorer of some maps of a folder of a panel. */
  adopt(session: FolderSession, panel: vscode.WebviewPanel, scope: MapScope): ExplorerPanel {
    return this.#adopt(session, panel, scope);
  }

  /** The explorer of a folder that the user looks at, whatever maps it shows; else the folder's own. */
  async current(session: FolderSession): Promise<ExplorerPanel> {
    const active = [...this.#all].find(({ session: of, explorer }) => of === session && explorer.isActive);
    return active?.explorer ?? this.show(session);
  }

  /** Shows versions of a map in a tab of its own. The same ones are read anew when they are asked for again. */
  showVersions(title: string, session: FolderSession, scope: MapScope): ExplorerPanel {
    this.#versions.get(title)?.dispose();
    const panel = vscode.window.createWebviewPanel(MOVED_VIEW_TYPE, title, vscode.ViewColumn.Active);
    const explorer = this.#adopt(session, panel, scope);
    this.#versions.set(title, explorer);
    panel.onDidDispose(() => {
      if (this.#versions.get(title) === explorer) this.#versions.delete(title);
    });
    return explorer;
  }

  /** A map is being made, which the form in a folder's explorer may have asked for. */
  async making(session: FolderSession): Promise<void> {
    await this.#open.get(session)?.mapForm.making();
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
    for (const { explorer } of this.#all) explorer.dispose();
    this.#visibility.dispose();
  }

  /** Who looks at a map goes on with it; what begins where none is open is shown. */
  #follow({ session, change }: FolderChange): void {
    const hasBegun =
      (change === 'preview' && session.preview !== undefined) ||
      (change === 'layout' && session.layout !== undefined);
    if (hasBegun && !this.#open.has(session)) void this.show(session);
    for (const { session: of, explorer } of this.#all) if (of === session) follow(explorer, change);
  }

  #followEditor(editor: vscode.TextEditor | undefined): void {
    if (editor !== undefined) void this.#showActive(editor.document.uri);
  }

  /** The map follows the editor: it marks the image whose prompt file is looked at. */
  async #showActive(file: vscode.Uri): Promise<void> {
    for (const { session, explorer } of this.#all) {
      // A collection that cannot be read has told so already.
      const image = await session.imageOf(file).catch(() => undefined);
      if (image !== undefined) await explorer.showActive(image.id);
    }
  }

  #adoptOwn(session: FolderSession, panel: vscode.WebviewPanel): ExplorerPanel {
    const explorer = this.#adopt(session, panel);
    this.#open.set(session, explorer);
    panel.onDidDispose(() => {
      this.#open.delete(session);
    });
    return explorer;
  }

  #adopt(session: FolderSession, panel: vscode.WebviewPanel, scope?: MapScope): ExplorerPanel {
    const explorer = new ExplorerPanel(
      panel,
      session,
      this.#sessions.installation,
      this.#log,
      () => this.#visibility.fire(),
      scope,
    );
    const open = { session, explorer };
    this.#all.add(open);
    this.#visibility.fire();
    const turnTo = (): void => {
      if (panel.active) this.#sessions.turnTo(session);
    };
    turnTo();
    panel.onDidChangeViewState(turnTo);
    panel.onDidDispose(() => {
      this.#all.delete(open);
      this.#visibility.fire();
    });
    return explorer;
  }
}

function follow(explorer: ExplorerPanel, change: SessionChange): void {
  switch (change) {
    case 'removed':
      explorer.dispose();
      break;
    case 'layout':
      void explorer.showLiveLayout();
      break;
    case 'frame':
      explorer.showFrame();
      break;
    case 'selection':
      void explorer.showSelection();
      break;
    case 'hits':
      void explorer.showHits();
      break;
    case 'collection':
    case 'preview':
      void explorer.update();
      break;
  }
}
