import * as vscode from 'vscode';
import { markView, plainLine } from '../progress.ts';
import type { WorkPlace } from './notices.ts';
import type { Works } from './works.ts';

const VIEW = 'lexiclip.collection';

/** Shows in the sidebar what is being done, and keeps VS Code told for the buttons there (`lexiclip.isWorking`). */
export class ViewWork implements WorkPlace {
  readonly onDidChangeVisibility: vscode.Event<unknown>;
  readonly #view: vscode.TreeView<unknown>;
  readonly #works: Works;
  readonly #changed: vscode.Disposable;
  /** Takes the moving bar away. */
  #end: (() => void) | undefined;

  constructor(view: vscode.TreeView<unknown>, works: Works) {
    this.#view = view;
    this.#works = works;
    this.onDidChangeVisibility = view.onDidChangeVisibility;
    this.#changed = works.onChange(() => this.#show());
  }

  shows(): boolean {
    return this.#view.visible;
  }

  dispose(): void {
    this.#changed.dispose();
    this.#end?.();
  }

  #show(): void {
    const lines = this.#works.all.map(plainLine);
    // An empty text is none.
    this.#view.message = lines.join('\n');
    const isWorking = lines.length > 0;
    if (isWorking === (this.#end !== undefined)) return;
    void vscode.commands.executeCommand('setContext', 'lexiclip.isWorking', isWorking);
    if (isWorking)
      markView(
        VIEW,
        new Promise((resolve) => {
          this.#end = resolve;
        }),
      );
    else {
      this.#end?.();
      this.#end = undefined;
    }
  }
}
