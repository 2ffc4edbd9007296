import * as vscode from 'vscode';
import type { SessionChange } from '../sessions/folder-session.ts';
import type { FolderSessions } from '../sessions/folder-sessions.ts';
import type { LexiclipFolderEvent } from './lexiclip-api.ts';

/** Tells other extensions of changes, by the address of the folder. */
export class FolderEvents {
  readonly #emitter = new vscode.EventEmitter<LexiclipFolderEvent>();
  readonly #listening: vscode.Disposable;
  readonly event = this.#emitter.event;

  constructor(sessions: FolderSessions, ...wanted: readonly SessionChange[]) {
    this.#listening = sessions.onChange(({ session, change }) => {
      if (!wanted.includes(change)) return;
      // All listeners get the same object.
      this.#emitter.fire(Object.freeze({ folder: session.folder.uri.toString() }));
    });
  }

  dispose(): void {
    this.#listening.dispose();
    this.#emitter.dispose();
  }
}
