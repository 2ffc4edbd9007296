import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isAbout, LexiclipError } from '../../core/errors.ts';
import { localList } from '../../core/language.ts';
import type { CommandContext } from '../commands/context.ts';
import { promptOf } from '../commands/entry-of.ts';
import { selectedImages } from '../commands/selected-images.ts';
import { pickOne } from '../quick-input.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import { sessionAt } from '../sessions/session-at.ts';
import { imageLabel } from '../tree/labels.ts';
import { promptAddress } from './prompt-documents.ts';

/** Images of one folder that are to be compared: at least two. */
export interface ComparedImages {
  readonly session: FolderSession;
  readonly ids: readonly string[];
}

/**
 * What a command compares: images that the page names, files, rows of the tree, the diff editor that shows, or the
 * selection. Where that is one image or none, the user picks what is missing. Undefined where the user picks none.
 * @param given The command's arguments.
 * @throws LexiclipError `not-collected`, `no-images`
 */
export async function comparedImages(
  commands: CommandContext,
  title: string,
  given: readonly unknown[],
): Promise<ComparedImages | undefined> {
  const named =
    byPage(commands, given[0]) ?? (await inFiles(commands, given)) ?? (await selected(commands, given));
  const { session, ids } = named ?? (await firstImage(commands, title)) ?? {};
  if (session === undefined || ids === undefined) return undefined;
  const [only] = ids;
  if (only === undefined || ids.length > 1) return { session, ids };
  const other = await anotherImage(session, only, title);
  return other === undefined ? undefined : { session, ids: [only, other] };
}

/** The page says `{folder, images}`. */
function byPage({ sessions }: CommandContext, given: unknown): ComparedImages | undefined {
  const { folder, images } = (given ?? {}) as { folder?: unknown; images?: unknown };
  const session = sessionAt(sessions, folder);
  if (session === undefined || !Array.isArray(images)) return undefined;
  return { session, ids: images.filter((id) => typeof id === 'string') };
}

/** Files that are selected in the Explorer, or the two sides of the diff editor whose button was pressed. */
async function inFiles(
  { sessions }: CommandContext,
  [first, all]: readonly unknown[],
): Promise<ComparedImages | undefined> {
  if (!(first instanceof vscode.Uri)) return undefined;
  const files: readonly unknown[] =
    promptAddress(first) === undefined ? (Array.isArray(all) ? all : [first]) : sides();
  let chosen: FolderSession | undefined;
  const ids: string[] = [];
  for (const file of files) {
    if (!(file instanceof vscode.Uri)) continue;
    const { session, id } = await imageOf(sessions.all, file);
    chosen ??= session;
    // What is in another folder has another map.
    if (session === chosen) ids.push(id);
  }
  return chosen === undefined ? undefined : { session: chosen, ids: [...new Set(ids)] };
}

function sides(): readonly vscode.Uri[] {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputTextDiff ? [input.original, input.modified] : [];
}

/** @throws LexiclipError `not-collected` for a file that is in no collection of the window. */
async function imageOf(
  sessions: readonly FolderSession[],
  file: vscode.Uri,
): Promise<{ readonly session: FolderSession; readonly id: string }> {
  const address = promptAddress(file);
  for (const session of sessions) {
    if (address?.folder === session.folder.uri.toString()) return { session, id: address.id };
    const image = (await session.imageOf(file)) ?? (await session.imageIn(file));
    if (image !== undefined) return { session, id: image.id };
  }
  throw new LexiclipError({ kind: 'not-collected', path: file.fsPath });
}

/** Rows of the tree, or the selection; undefined where there is none. */
async function selected(
  commands: CommandContext,
  given: readonly unknown[],
): Promise<ComparedImages | undefined> {
  try {
    const found = await selectedImages(commands, ...given);
    return found && { session: found.session, ids: found.images.map(({ id }) => id) };
  } catch (error) {
    if (isAbout(error, 'nothing-selected')) return undefined;
    throw error;
  }
}

async function firstImage(commands: CommandContext, title: string): Promise<ComparedImages | undefined> {
  const node = await promptOf(commands, undefined, title);
  return node && { session: commands.sessions.of(node.folder), ids: [node.prompt.id] };
}

/** @throws LexiclipError `no-images` */
async function anotherImage(session: FolderSession, id: string, title: string): Promise<string | undefined> {
  const { images, concepts } = await session.collection.index.recentView();
  const items = images
    .filter((image) => image.id !== id)
    .map((image) => ({
      label: imageLabel(image),
      description: localList(image.concepts.flatMap((index) => concepts[index]?.name ?? [])),
      id: image.id,
    }));
  if (items.length === 0) throw new LexiclipError({ kind: 'no-images' });
  const placeholder = l10n.t('Which image to compare it with?');
  return (await pickOne(items, { title, placeholder, matchOnDescription: true }))?.id;
}
