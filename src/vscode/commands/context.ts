import type * as vscode from 'vscode';
import type { EmbeddingDevice } from '../embedding-device.ts';
import type { ExplorerPanels } from '../explorer/panels.ts';
import type { Log } from '../log.ts';
import type { FolderSessions } from '../sessions/folder-sessions.ts';
import type { SourceHistory } from '../source-history.ts';
import type { CollectionTree } from '../tree/collection-tree.ts';

/** What commands work with. */
export interface CommandContext {
  readonly context: vscode.ExtensionContext;
  readonly sessions: FolderSessions;
  readonly panels: ExplorerPanels;
  readonly tree: CollectionTree;
  readonly device: EmbeddingDevice;
  readonly sources: SourceHistory;
  readonly log: Log;
}

/** A command's handler; its arguments are whatever a keybinding, a menu or another extension gives. */
export type CommandHandler = (context: CommandContext, ...given: readonly unknown[]) => unknown;
