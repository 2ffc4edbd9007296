import * as vscode from 'vscode';
import { PROJECTIONS_FOLDER } from '../../core/collection/paths.ts';
import { readHistory } from '../../core/curate/history.ts';
import type { FolderSession, SessionChange } from './folder-session.ts';
import type { FolderSessions } from './folder-sessions.ts';

/** What package.json asks of folders: menus and the steps of the walkthrough. */
interface Context {
  readonly key: string;
  /** The change with which it may become another. */
  readonly after: SessionChange;
  /** Read cheaply: nobody may need the index, which takes a second of a large collection. */
  readonly holds: (session: FolderSession) => boolean | Promise<boolean>;
}

const contexts: readonly Context[] = [
  {
    key: 'lexiclip.hasCollection',
    after: 'collection',
    holds: async ({ collection }) => (await collection.read()) !== undefined,
  },
  {
    key: 'lexiclip.hasMap',
    after: 'collection',
    holds: async ({ collection: { store } }) =>
      (await store.listFiles(PROJECTIONS_FOLDER)).some((name) => name.endsWith('.json')),
  },
  {
    key: 'lexiclip.hasChanges',
    after: 'collection',
    holds: async ({ collection }) => (await readHistory(collection)).undo.length > 0,
  },
  { key: 'lexiclip.hasSelection', after: 'selection', holds: ({ selection }) => selection.ids.length > 0 },
  { key: 'lexiclip.hasHits', after: 'hits', holds: ({ selection }) => selection.hits !== undefined },
];

/** Keeps VS Code told what any of the folders has, as context keys. @param onTold Told the same. */
export function tellContexts(
  sessions: FolderSessions,
  onTold: (key: string, has: boolean) => void,
): vscode.Disposable {
  const told = new Map<string, boolean>();
  const tell = async ({ key, holds }: Context): Promise<void> => {
    // What cannot be read says so elsewhere.
    const all = sessions.all.map(async (session) => holds(session));
    const has = (await Promise.allSettled(all)).some((one) => one.status === 'fulfilled' && one.value);
    if (has === (told.get(key) ?? false)) return;
    told.set(key, has);
    onTold(key, has);
    await vscode.commands.executeCommand('setContext', key, has);
  };
  const tellAll = (): void => {
    for (const context of contexts) void tell(context);
  };
  tellAll();
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeWorkspaceFolders(tellAll),
    sessions.onChange(({ change }) => {
      for (const context of contexts) if (change === context.after) void tell(context);
    }),
  );
}
