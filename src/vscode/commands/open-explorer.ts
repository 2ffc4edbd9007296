import * as vscode from 'vscode';
import { LexiclipError } from '../../core/errors.ts';
import { nodeOf } from '../tree/entries.ts';
import type { CommandContext } from './context.ts';
import { conceptOf, projectionOf, promptOf } from './entry-of.ts';

/** **Lexica: Open Map** */
export async function openExplorer({ sessions, panels }: CommandContext): Promise<void> {
  const session = await sessions.choose();
  if (session !== undefined) await panels.show(session);
}

/** From the tree: one projection in the explorer. */
export async function openProjection(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<void> {
  const node = await projectionOf(commands, given, 'LexiCLIP: Open Map');
  if (node !== undefined) await commands.panels.show(commands.sessions.of(node.folder), node.projection.name);
}

/** From the tree: the map shows the images of a concept, or of several selected ones, and no others. */
export async function showOnlyConcept(
  commands: CommandContext,
  ...[given, all]: readonly unknown[]
): Promise<void> {
  const node = await conceptOf(commands, given, 'LexiCLIP: Only This on Map');
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

/** From the tree, or of an image or prompt file: where an image is on the map. */
export async function revealOnMap(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  if (given instanceof vscode.Uri) {
    await revealFile(commands, given);
    return;
  }
  const node = await promptOf(commands, given, 'LexiCLIP: Show on Map');
  if (node === undefined) return;
  const panel = await commands.panels.show(commands.sessions.of(node.folder));
  await panel.revealImage(node.prompt.id);
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
