import * as vscode from 'vscode';

const LAST_FOLDER = 'lexiclip.lastFolder';

/**
 * The workspace folder that the user looked at last, so that commands need not ask for it: of the file in the active
 * editor, of the map or the row of the sidebar that was clicked, or the one that was chosen. Kept for the next window.
 */
export class CurrentFolder {
  readonly #memory: vscode.Memento;
  readonly #following: vscode.Disposable;
  #key: string | undefined;
  /** The file in the active editor. */
  #seen: string | undefined;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
    this.#key = memory.get<string>(LAST_FOLDER);
    const { tabGroups } = vscode.window;
    const follow = (): void => {
      // Texts, images and whatever else is opened from a file have one; a webview has none.
      const { uri } = (tabGroups.activeTabGroup.activeTab?.input ?? {}) as { readonly uri?: unknown };
      // Other tabs come and go, too: that is not looking.
      if (!(uri instanceof vscode.Uri) || uri.toString() === this.#seen) return;
      this.#seen = uri.toString();
      const folder = vscode.workspace.getWorkspaceFolder(uri);
      if (folder !== undefined) this.set(folder);
    };
    this.#following = vscode.Disposable.from(
      tabGroups.onDidChangeTabs(follow),
      tabGroups.onDidChangeTabGroups(follow),
    );
    follow();
  }

  set({ uri }: vscode.WorkspaceFolder): void {
    const key = uri.toString();
    if (key === this.#key) return;
    this.#key = key;
    void this.#memory.update(LAST_FOLDER, key);
  }

  is({ uri }: vscode.WorkspaceFolder): boolean {
    return uri.toString() === this.#key;
  }

  dispose(): void {
    this.#following.dispose();
  }
}
