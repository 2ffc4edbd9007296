import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { confirm, showInformation } from './messages.ts';

/** VS Code gives files by this, whether they come from its Explorer view or from elsewhere. */
const DROPPED_FILES = 'text/uri-list';

/** What is dropped on the sidebar: folders of images are mapped, one after another, and an image finds those like it. */
export const filesDroppedOnTree: Pick<
  vscode.TreeDragAndDropController<never>,
  'dropMimeTypes' | 'handleDrop'
> = {
  dropMimeTypes: [DROPPED_FILES],
  async handleDrop(_, dropped) {
    const list = (await dropped.get(DROPPED_FILES)?.asString()) ?? '';
    const { folders, files } = await sorted(addressesIn(list));
    for (const folder of folders) await vscode.commands.executeCommand('lexiclip.mapFolder', folder);
    const [file] = files;
    if (folders.length > 0) return;
    if (file === undefined || files.length > 1) tellWhatToDrop();
    else await vscode.commands.executeCommand('lexiclip.searchByImageFile', file);
  },
};

/**
 * The same on the page, which is not trusted with what it names: the user says whether that folder is meant, or which.
 * @param address Undefined for a folder that the page is not told the place of.
 */
export async function mapDropped(address: string | undefined): Promise<void> {
  if (address === undefined) {
    await vscode.commands.executeCommand('lexiclip.exploreFolder');
    return;
  }
  const { folders, files } = await sorted(addressesIn(address));
  const [[folder], [file]] = [folders, files];
  if (file !== undefined) await vscode.commands.executeCommand('lexiclip.searchByImageFile', file);
  else if (folder === undefined) tellWhatToDrop();
  else {
    const question = l10n.t('Map the images in {0}?', folder.fsPath);
    const detail = l10n.t('Each sub-folder becomes a concept. The images stay where they are.');
    const map = l10n.t('Map This Folder');
    if ((await confirm('information', question, [detail], map)) === map)
      await vscode.commands.executeCommand('lexiclip.mapFolder', folder);
  }
}

function tellWhatToDrop(): void {
  void showInformation(l10n.t('Drop a folder of images to map it, or one image to find images like it.'));
}

/** Lines that begin with # are comments (RFC 2483, section 5). */
function addressesIn(list: string): readonly vscode.Uri[] {
  return list
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => {
      try {
        return vscode.Uri.parse(line, true);
      } catch {
        return [];
      }
    });
}

interface Dropped {
  readonly folders: readonly vscode.Uri[];
  readonly files: readonly vscode.Uri[];
}

/** What is there no more, or elsewhere than on this machine, counts as nothing. */
async function sorted(addresses: readonly vscode.Uri[]): Promise<Dropped> {
  const found = await Promise.all(addresses.flatMap(placeOf).map(typed));
  const of = (wanted: vscode.FileType): readonly vscode.Uri[] =>
    found.filter(({ type }) => (type & wanted) !== 0).map(({ uri }) => uri);
  return { folders: of(vscode.FileType.Directory), files: of(vscode.FileType.File) };
}

/** A page names files of a remote machine by another scheme; this runs on that machine. */
function placeOf(uri: vscode.Uri): readonly vscode.Uri[] {
  if (uri.scheme === 'file') return [uri];
  const isRemote = uri.scheme === 'vscode-remote' && vscode.env.remoteName !== undefined;
  return isRemote ? [vscode.Uri.file(uri.path)] : [];
}

async function typed(uri: vscode.Uri): Promise<{ readonly uri: vscode.Uri; readonly type: vscode.FileType }> {
  try {
    return { uri, type: (await vscode.workspace.fs.stat(uri)).type };
  } catch {
    return { uri, type: vscode.FileType.Unknown };
  }
}
