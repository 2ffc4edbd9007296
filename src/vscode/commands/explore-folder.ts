import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import * as z from 'zod';
import { LexiclipError } from '../../core/errors.ts';
import { newImagesChoices, type NewImagesChoice } from '../../core/reports.ts';
import { MOST_OWN_IMAGES } from '../../node/sources/open-source.ts';
import { sessionOfFile } from '../files/session-of-file.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { CommandContext } from './context.ts';
import { runPlan } from './explore-concepts.ts';

/** What a keybinding, a link of the empty view, a test or another extension may give; what is not given is asked. */
const folderArguments = z.object({
  /** Absolute, or from the open folder: `.` is that one. */
  folder: z.string().optional(),
  newImages: z.enum(newImagesChoices).optional(),
});

/** **Lexica: Explore Folder of Images**: the user's own pictures, where they are; each sub-folder is a concept. */
export async function exploreFolder(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const session = await commands.sessions.choose('all');
  if (session === undefined) return;
  const { folder = await askFolder(session.folder), newImages } = folderArguments.safeParse(given).data ?? {};
  if (folder === undefined) return;
  await exploreImages(commands, session, path.resolve(session.folder.uri.fsPath, folder), newImages);
}

/** **Map This Folder**, of a folder in the Explorer view or one that was dropped: into the collection of its workspace folder. */
export async function mapFolder(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  if (!(given instanceof vscode.Uri)) {
    await exploreFolder(commands);
    return;
  }
  const { sessions } = commands;
  const session = sessionOfFile(sessions, given) ?? (await sessions.choose('all'));
  if (session !== undefined) await exploreImages(commands, session, given.fsPath);
}

/** @param folder Absolute. @throws LexiclipError `bad-argument` where it has no images */
async function exploreImages(
  commands: CommandContext,
  session: FolderSession,
  folder: string,
  newImages?: NewImagesChoice,
): Promise<void> {
  const work = { title: 'LexiCLIP', folder: session.folder, isLate: true };
  const concepts = await session.works.run(work, ({ onProgress }) => {
    const message = l10n.t('Looking for images in {0}', path.basename(folder));
    onProgress({ stage: 'fetch', done: 0, total: 0, message });
    return session.open(folder).concepts('folder');
  });
  if (concepts.length === 0) {
    const problem = l10n.t('has no images (JPEG, PNG, WebP, AVIF, GIF, TIFF, SVG)');
    throw new LexiclipError({ kind: 'bad-argument', argument: folder, problem });
  }
  await runPlan(commands, session, {
    concepts,
    count: MOST_OWN_IMAGES,
    source: 'folder',
    folder,
    newImages,
  });
}

async function askFolder(workspaceFolder: vscode.WorkspaceFolder): Promise<string | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: l10n.t('A Folder of Images: Each Sub-Folder Is a Concept'),
    openLabel: l10n.t('Explore'),
    defaultUri: workspaceFolder.uri,
    canSelectFiles: false,
    canSelectFolders: true,
  });
  return chosen?.[0]?.fsPath;
}
