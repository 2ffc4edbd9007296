import * as vscode from 'vscode';
import type { CollectedImage, CollectionView } from '../../core/collection/collection-view.ts';
import { LexiclipError } from '../../core/errors.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import { sessionAt } from '../sessions/session-at.ts';
import { TreeEntry } from '../tree/entries.ts';
import { imagesOfRows } from '../tree/row-images.ts';
import { contextImage } from './context-image.ts';
import type { CommandContext } from './context.ts';

/** Images of one folder that a command acts on. */
export interface SelectedImages {
  readonly session: FolderSession;
  /** In the order in which they were selected. */
  readonly images: readonly CollectedImage[];
  readonly ids: readonly string[];
  readonly view: CollectionView;
  /** The concept that all rows are of, which the command was called on. */
  readonly concept: string | undefined;
}

/**
 * What a command acts on: the rows of the tree, or the image of the page, that it was called on, or the selection of the
 * folder that the page names or the user chooses. Undefined where the user chooses none.
 * @param given The command's arguments: a row and all selected rows, or `{folder}`.
 * @throws LexiclipError `nothing-selected`
 */
export async function selectedImages(
  commands: CommandContext,
  ...[first, all]: readonly unknown[]
): Promise<SelectedImages | undefined> {
  const { sessions } = commands;
  const rows = rowsOf(first, all);
  const [row] = rows;
  const pointed = contextImage(commands, first);
  const named = pointed?.session ?? sessionNamed(sessions, first);
  const session = row === undefined ? named : sessions.of(row.node.folder);
  const chosen = session ?? (await sessions.choose());
  if (chosen === undefined) return undefined;
  const { ids } = chosen.selection;
  // The menu of one of several selected images is for all of them.
  const isAlone = pointed !== undefined && !ids.includes(pointed.id);
  const given = isAlone ? [pointed.id] : idsGiven(first);
  const wanted = row === undefined ? (given ?? ids) : await imagesOfRows(chosen, rows);
  const view = await chosen.collection.index.recentView();
  const images = wanted.map((id) => view.image(id)).filter((image) => image !== undefined);
  if (images.length === 0) throw new LexiclipError({ kind: 'nothing-selected' });
  const concepts = new Set(rows.flatMap(({ node }) => (node.kind === 'prompt' ? [node.concept] : [])));
  const [concept] = concepts.size === 1 ? concepts : [];
  return { session: chosen, images, ids: images.map(({ id }) => id), view, concept };
}

/** The rows that a command was called on. */
function rowsOf(first: unknown, all: unknown): readonly TreeEntry[] {
  return (Array.isArray(all) ? all : [first]).filter((row) => row instanceof TreeEntry);
}

/** Images that the page names beside the selection. */
function idsGiven(given: unknown): readonly string[] | undefined {
  return (given as { tagging?: { ids?: readonly string[] } } | null | undefined)?.tagging?.ids;
}

/** The session of the folder that the page names. */
export function sessionNamed(
  sessions: CommandContext['sessions'],
  given: unknown,
): FolderSession | undefined {
  return sessionAt(sessions, (given as { folder?: unknown } | null | undefined)?.folder);
}

/** Puts the prompts of the selected images on the clipboard, one after another, with an empty line between. */
export async function copyPrompts(commands: CommandContext, ...given: readonly unknown[]): Promise<void> {
  const selected = await selectedImages(commands, ...given);
  if (selected === undefined) return;
  await vscode.env.clipboard.writeText(selected.images.map(({ prompt }) => prompt).join('\n\n'));
}

/** From the tree: selects the images of rows, and shows them on the map. @throws LexiclipError `nothing-selected` */
export async function selectImages(
  { sessions, panels }: CommandContext,
  ...[first, all]: readonly unknown[]
): Promise<void> {
  const rows = rowsOf(first, all);
  const [row] = rows;
  const session = row === undefined ? await sessions.choose() : sessions.of(row.node.folder);
  if (session === undefined) return;
  const ids = await imagesOfRows(session, rows);
  if (ids.length === 0) throw new LexiclipError({ kind: 'nothing-selected' });
  session.selection.select(ids);
  await panels.current(session);
}
