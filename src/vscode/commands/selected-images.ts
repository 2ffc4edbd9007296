import * as vscode from 'vscode';
import type { CollectedImage, CollectionView } from '../../core/collection/collection-view.ts';
import { LexiclipError } from '../../core/errors.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import { TreeEntry } from '../tree/entries.ts';
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
 * What a command acts on: the rows of the tree that it was called on, or the selection of the folder that the page names
 * or the user chooses. Undefined where the user chooses none.
 * @param given The command's arguments: a row and all selected rows, or `{folder}`.
 * @throws LexiclipError `nothing-selected`
 */
export async function selectedImages(
  { sessions }: CommandContext,
  ...[first, all]: readonly unknown[]
): Promise<SelectedImages | undefined> {
  const rows = (Array.isArray(all) ? all : [first]).filter((row) => row instanceof TreeEntry);
  const [row] = rows;
  const session = row === undefined ? sessionNamed(sessions, first) : sessions.of(row.node.folder);
  const chosen = session ?? (await sessions.choose());
  if (chosen === undefined) return undefined;
  const wanted = row === undefined ? (idsGiven(first) ?? chosen.selection.ids) : promptIds(rows);
  const view = await chosen.collection.index.recentView();
  const images = wanted.map((id) => view.image(id)).filter((image) => image !== undefined);
  if (images.length === 0) throw new LexiclipError({ kind: 'nothing-selected' });
  const concepts = new Set(rows.flatMap(({ node }) => (node.kind === 'prompt' ? [node.concept] : [])));
  const [concept] = concepts.size === 1 ? concepts : [];
  return { session: chosen, images, ids: images.map(({ id }) => id), view, concept };
}

function promptIds(rows: readonly TreeEntry[]): readonly string[] {
  return [...new Set(rows.flatMap(({ node }) => (node.kind === 'prompt' ? [node.prompt.id] : [])))];
}

/** Images that the page names beside the selection. */
function idsGiven(given: unknown): readonly string[] | undefined {
  return (given as { tagging?: { ids?: readonly string[] } } | null | undefined)?.tagging?.ids;
}

/** The session of the folder that the page names. */
export function sessionNamed({ all }: CommandContext['sessions'], given: unknown): FolderSession | undefined {
  const folder = (given as { folder?: unknown } | null | undefined)?.folder;
  return all.find((session) => session.folder.uri.toString() === folder);
}

/** Puts the prompts of the selected images on the clipboard, one after another, with an empty line between. */
export async function copyPrompts(commands: CommandContext, ...given: readonly unknown[]): Promise<void> {
  const selected = await selectedImages(commands, ...given);
  if (selected === undefined) return;
  await vscode.env.clipboard.writeText(selected.images.map(({ prompt }) => prompt).join('\n\n'));
}
