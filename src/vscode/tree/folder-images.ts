import * as vscode from 'vscode';
import { countImages } from '../../node/sources/count-images.ts';
import type { FolderSessions } from '../sessions/folder-sessions.ts';

/**
 * What package.json has a sentence for (`viewsWelcome` knows no numbers of its own): one image, a few, and more than each of
 * the others.
 */
export const toldCounts = [1, 2, 10, 20, 50, 100, 200, 500, 1000] as const;

/** Some milliseconds on a disk of today. */
const LIMITS = { images: 1001, entries: 5000 };

/** The number whose sentence a count has; 0 for none. */
export function toldCount(images: number): number {
  return toldCounts.findLast((told) => (told <= 2 ? images >= told : images > told)) ?? 0;
}

/**
 * Keeps VS Code told how many images the open folder holds that are in no collection yet (`lexiclip.folderImages`): the
 * empty view offers to map them. Looked at while the view shows, and when people come back to the window.
 */
export function tellFolderImages(
  sessions: FolderSessions,
  view: Pick<vscode.TreeView<unknown>, 'visible' | 'onDidChangeVisibility'>,
): vscode.Disposable {
  let told = 0;
  let looks = 0;
  const tell = async (): Promise<void> => {
    if (!view.visible) return;
    const look = ++looks;
    const count = toldCount(await imagesIn(sessions));
    // A later look knows better.
    if (look !== looks || count === told) return;
    told = count;
    await vscode.commands.executeCommand('setContext', 'lexiclip.folderImages', count);
  };
  void tell();
  return vscode.Disposable.from(
    view.onDidChangeVisibility(tell),
    vscode.workspace.onDidChangeWorkspaceFolders(tell),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) void tell();
    }),
    sessions.onChange(({ change }) => {
      if (change === 'collection') void tell();
    }),
  );
}

/** Of the only folder: with several, it is not clear which is meant. */
async function imagesIn({ all }: FolderSessions): Promise<number> {
  const [session] = all;
  if (session === undefined || all.length > 1) return 0;
  // A collection that cannot be read says so in the view's rows.
  const isCollected = await session.collection.read().then(
    (collection) => collection !== undefined,
    () => true,
  );
  return isCollected ? 0 : countImages(session.folder.uri.fsPath, LIMITS);
}
