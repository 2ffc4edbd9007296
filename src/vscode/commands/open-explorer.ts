import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { LexiclipError } from '../../core/errors.ts';
import type { PagePlace } from '../../protocol/explorer.ts';
import { nodeOf } from '../tree/entries.ts';
import type { CommandContext } from './context.ts';
import { conceptOf, projectionOf, promptOf } from './entry-of.ts';

/** **Lexica: Open Map** */
export const openExplorer = openAt('map');
/** **Lexica: Open Gallery** */
export const openGallery = openAt('gallery');
/** **Lexica: Open List of Images** */
export const openImageList = openAt('list');
/** **Lexica: Keyboard Shortcuts** */
export const showKeys = openAt('keys');

/** Opens the map, and brings the keyboard to a part of its page. */
function openAt(place: PagePlace): (commands: CommandContext) => Promise<void> {
  return async ({ sessions, panels }) => {
    const session = await sessions.choose();
    if (session === undefined) return;
    const panel = await panels.show(session);
    await panel.goTo(place);
  };
}

/** From the tree: one projection in the explorer. */
export async function openProjection(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<void> {
  const node = await projectionOf(commands, given, l10n.t('LexiCLIP: Open Map'));
  if (node !== undefined) await commands.panels.show(commands.sessions.of(node.folder), node.projection.name);
}

/** From the tree: the map shows the images of a concept, or of several selected ones, and no others. */
export async function showOnlyConcept(
  commands: CommandContext,
  ...[given, all]: readonly unknown[]
): Promise<void> {
  const node = await conceptOf(commands, given, l10n.t('LexiCLIP: Only This on Map'));
  if (node === undefined) return;
  const rows: readonly unknown[] = Array.isArray(all) ? all : [];
  const selected = rows.map((row) => nodeOf('concept', row)).filter((row) => row?.folder === node.folder);
  const nodes = selected.length === 0 ? [node] : selected;
  const panel = await commands.panels.current(commands.sessions.of(node.folder));
  await panel.tell({
    type: 'showOnly',
    concepts: nodes.flatMap((one) => (one === undefined ? [] : [one.concept.name])),
  });
}

/** From the tree, or of an image or prompt file, by default the one that is edited: where an image is on the map. */
export async function revealOnMap(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const file =
    given instanceof vscode.Uri ? given : given === undefined ? await activePrompt(commands) : undefined;
  if (file !== undefined) {
    await revealFile(commands, file);
    return;
  }
  const node = await promptOf(commands, given, l10n.t('LexiCLIP: Show on Map'));
  if (node === undefined) return;
  const panel = await commands.panels.show(commands.sessions.of(node.folder));
  await panel.revealImage(node.prompt.id);
}

/** The prompt file that is edited, as a shortcut means it. */
async function activePrompt({ sessions }: CommandContext): Promise<vscode.Uri | undefined> {
  const file = vscode.window.activeTextEditor?.document.uri;
  if (file === undefined) return undefined;
  const images = await Promise.all(sessions.all.map((session) => session.imageOf(file)));
  return images.some((image) => image !== undefined) ? file : undefined;
}

/** @throws LexiclipError `not-collected` for a file that is in no collection of the window. */
async function revealFile({ sessions, panels }: CommandContext, file: vscode.Uri): Promise<void> {
  for (const session of sessions.all) {
    const image = (await session.imageOf(file)) ?? (await session.imageIn(file));
    if (image === undefined) continue;
    const panel = await panels.show(session);
    await panel.revealImage(image.id);
    return;
  }
  throw new LexiclipError({ kind: 'not-collected', path: file.fsPath });
}
