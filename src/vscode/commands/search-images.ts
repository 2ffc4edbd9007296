import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import * as z from 'zod';
import { IMAGE_BYTES } from '../../core/collection/file-rules.ts';
import { LexiclipError } from '../../core/errors.ts';
import { searchModes } from '../../core/search/language.ts';
import { quotedValue } from '../../core/search/suggest.ts';
import { sessionOfFile } from '../files/session-of-file.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import { sessionAt } from '../sessions/session-at.ts';
import type { CommandContext } from './context.ts';
import { promptOf } from './entry-of.ts';

/** What a keybinding, a test, the page or another extension may give; what is not given is asked. */
const searchArguments = z.object({
  query: z.string().optional(),
  mode: z.enum(searchModes).optional(),
  folder: z.string().optional(),
});
/** From a button of the page. */
const imageArguments = z.object({ folder: z.string(), image: z.string() });

/** **Lexica: Search Images**: the search box of the map, to type in or with a query. */
export async function searchImages(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const { query = null, mode, folder } = searchArguments.safeParse(given).data ?? {};
  const session = sessionAt(commands.sessions, folder) ?? (await commands.sessions.choose());
  if (session === undefined) return;
  const panel = await commands.panels.current(session);
  await panel.searchFor({ query, mode: mode ?? (query === null ? 'words' : 'meaning') });
}

/** Images of the collection like one of it. */
export async function findSimilar(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const named = imageArguments.safeParse(given).data;
  const session = sessionAt(commands.sessions, named?.folder);
  if (named !== undefined && session !== undefined) {
    await searchLike(commands, session, named.image);
    return;
  }
  const node = await promptOf(commands, given, l10n.t('LexiCLIP: Find Similar in Collection'));
  if (node !== undefined) await searchLike(commands, commands.sessions.of(node.folder), node.prompt.id);
}

const IMAGES = ['png', 'jpg', 'jpeg', 'jfif', 'webp', 'gif', 'avif', 'tif', 'tiff', 'bmp', 'svg'];

/** **Lexica: Search by Image File**: images of the collection like one that is anywhere. @param given The file. */
export async function searchByImageFile(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<void> {
  const { sessions } = commands;
  const named = given instanceof vscode.Uri ? given : undefined;
  const session = (named && sessionOfFile(sessions, named)) ?? (await sessions.choose());
  if (session === undefined) return;
  const file = named ?? (await chooseImage());
  if (file === undefined) return;
  const { size } = await vscode.workspace.fs.stat(file);
  if (size > IMAGE_BYTES)
    throw new LexiclipError({
      kind: 'file-too-large',
      path: file.fsPath,
      bytes: size,
      limitBytes: IMAGE_BYTES,
    });
  const bytes = Uint8Array.from(await vscode.workspace.fs.readFile(file));
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const { folder, works } = session;
  const called = await works.run({ title: l10n.t('LexiCLIP: Search'), folder, isLate: true }, (task) =>
    session.search.add(name, bytes, task),
  );
  await searchLike(commands, session, called);
}

async function chooseImage(): Promise<vscode.Uri | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: l10n.t('LexiCLIP: Search by Image File'),
      openLabel: l10n.t('Search'),
      filters: { Images: IMAGES },
    })) ?? [];
  return file;
}

async function searchLike({ panels }: CommandContext, session: FolderSession, image: string): Promise<void> {
  const panel = await panels.current(session);
  await panel.searchFor({ query: `like:${quotedValue(image)}`, mode: 'meaning' });
}
