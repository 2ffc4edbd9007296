import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ProjectionMethod } from '../../core/collection/schema.ts';
import { LexiclipError } from '../../core/errors.ts';
import { describeStability } from '../../core/explore/trust.ts';
import type { MapFormStart } from '../../core/project/map-form.ts';
import { projectionTitle } from '../../core/project/parameters.ts';
import type { ProjectionSnapshot, ProjectRequest } from '../../core/reports.ts';
import type { LongTask } from '../../core/signal.ts';
import type { Lexiclip } from '../../node/lexiclip.ts';
import { mapFormStart } from '../explorer/map-form.ts';
import { confirm, showInformation } from '../messages.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import { showAsText } from '../show-document.ts';
import { nodeOf } from '../tree/entries.ts';
import type { CommandContext } from './context.ts';
import { projectionOf } from './entry-of.ts';

/** From the tree: computes a map anew with the parameters that it has. */
export async function rerunProjection(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<void> {
  const node = await projectionOf(commands, given, l10n.t('LexiCLIP: Rerun'));
  if (node === undefined) return;
  const { folder, projection } = node;
  const { name, parameters, seed } = projection;
  const method = methodOf(projection);
  await runProjection(commands, commands.sessions.of(folder), { name, method, parameters, seed });
}

/** @throws LexiclipError `imported-map` */
function methodOf({ name, method }: ProjectionSnapshot): ProjectionMethod {
  if (method === 'imported') throw new LexiclipError({ kind: 'imported-map', name });
  return method;
}

/** From the tree: opens the form with what a map was made with; another name makes another map. */
export async function rerunProjectionWithParameters(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<void> {
  const node = await projectionOf(commands, given, l10n.t('LexiCLIP: Rerun with Other Parameters'));
  if (node === undefined) return;
  const session = commands.sessions.of(node.folder);
  const start = await mapFormStart(session, { projection: node.projection.name });
  await openMapForm(commands, session, start, nodeOf('projection', given) !== undefined);
}

/** From the tree: how much a map owes to chance, which takes as long as several maps. */
export async function measureStability(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<void> {
  const node = await projectionOf(commands, given, l10n.t('LexiCLIP: Measure Stability'));
  if (node === undefined) return;
  const { folder, projection } = node;
  const session = commands.sessions.of(folder);
  const stability = await session.run('LexiCLIP', (lexiclip, task) =>
    lexiclip.measureStability(projection.name, task),
  );
  if (stability === undefined) return;
  void showInformation(`${projectionTitle(projection)}. ${describeStability(stability)}`);
}

/** From the tree, after a question: removes a map. Images and vectors stay. */
export async function deleteProjection(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<void> {
  const node = await projectionOf(commands, given, l10n.t('LexiCLIP: Delete Map'));
  if (node === undefined) return;
  const { folder, projection } = node;
  const question = l10n.t('Delete the map {0}?', projectionTitle(projection));
  const detail = l10n.t('Images, prompts and vectors stay; the map can be computed again.');
  const remove = l10n.t('Delete');
  if ((await confirm('warning', question, [detail], remove)) !== remove) return;
  await commands.sessions
    .of(folder)
    .run('LexiCLIP', (lexiclip, task) => lexiclip.removeProjection(projection.name, task));
}

/** From the tree, or of a map's file, however damaged: the projection's JSON. */
export async function openProjectionFile(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<void> {
  if (given instanceof vscode.Uri) {
    await showAsText(given);
    return;
  }
  const node = await projectionOf(commands, given, l10n.t('LexiCLIP: Open JSON'));
  if (node === undefined) return;
  const { folder, projection } = node;
  await showAsText(commands.sessions.of(folder).uri(projection.path));
}

/** Opens the form of a map in the folder's page. @param isFromTree Whether the sidebar gets the focus back. */
export async function openMapForm(
  { panels }: CommandContext,
  session: FolderSession,
  start: MapFormStart,
  isFromTree: boolean,
): Promise<void> {
  const panel = await panels.show(session);
  await panel.openMapForm(start, isFromTree);
}

/** Computes a map, in view while it forms. */
export async function runProjection(
  { panels }: CommandContext,
  session: FolderSession,
  request: ProjectRequest,
): Promise<void> {
  const work = async (lexiclip: Lexiclip, task: LongTask): Promise<void> => {
    await panels.making(session);
    await panels.show(session, request.name);
    await lexiclip.project(request, task, true);
  };
  await session.run('LexiCLIP', work, { wanted: [] });
}
