import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { MOST_COMPARED } from '../../core/compare/compared-image.ts';
import { nameIn } from '../../core/compare/stage.ts';
import { LexiclipError } from '../../core/errors.ts';
import { plainText } from '../../core/plain-text.ts';
import { comparedImages, type ComparedImages } from '../compare/compared-images.ts';
import { promptUri } from '../compare/prompt-documents.ts';
import { columnForDocuments } from '../show-document.ts';
import { nodeOf } from '../tree/entries.ts';
import type { CommandContext } from './context.ts';
import { projectionOf } from './entry-of.ts';

/** **Lexica: Compare Prompts**: two images in a diff editor, more as a table. */
export async function compare(commands: CommandContext, ...given: readonly unknown[]): Promise<void> {
  const compared = await comparedImages(commands, l10n.t('LexiCLIP: Compare Prompts'), given);
  if (compared === undefined) return;
  if (compared.ids.length === 2) await openDiff(compared);
  else await showTable(commands, compared);
}

/** **Lexica: Compare Images in a Table** */
export async function compareInTable(commands: CommandContext, ...given: readonly unknown[]): Promise<void> {
  const compared = await comparedImages(commands, l10n.t('LexiCLIP: Compare Images in a Table'), given);
  if (compared !== undefined) await showTable(commands, compared);
}

/** **Lexica: Compare Maps Side by Side**: one map of the tree beside the one that shows, or two that are selected. */
export async function compareMaps(commands: CommandContext, ...given: readonly unknown[]): Promise<void> {
  const [first, all] = given;
  const rows = (Array.isArray(all) ? all : [first]).flatMap((row) => nodeOf('projection', row) ?? []);
  const [one, other] = rows;
  const chosen =
    one ?? (await projectionOf(commands, undefined, l10n.t('LexiCLIP: Compare Maps Side by Side')));
  if (chosen === undefined) return;
  const session = commands.sessions.of(chosen.folder);
  if (((await session.snapshot())?.projections.length ?? 0) < 2)
    throw new LexiclipError({ kind: 'one-map-only' });
  const panel = await commands.panels.show(session, other === undefined ? undefined : chosen.projection.name);
  await panel.tell({ type: 'compareMaps', beside: (other ?? chosen).projection.name });
}

async function openDiff({ session, ids }: ComparedImages): Promise<void> {
  const folder = session.folder.uri.toString();
  const view = await session.collection.index.recentView();
  const names = ids.map((id) => nameIn(view, id));
  const [first, second] = ids.map((id, at) => promptUri({ folder, id }, names[at] ?? id));
  const options = { viewColumn: columnForDocuments(), preview: true };
  await vscode.commands.executeCommand('vscode.diff', first, second, plainText(names.join(' ↔ ')), options);
}

/** @throws LexiclipError `not-comparable`; `no-maps` where there is no page that could show them. */
async function showTable({ panels }: CommandContext, { session, ids }: ComparedImages): Promise<void> {
  const { length } = ids;
  if (length < 2 || length > MOST_COMPARED)
    throw new LexiclipError({ kind: 'not-comparable', count: length, least: 2, most: MOST_COMPARED });
  if ((await session.collection.projections()).length === 0) throw new LexiclipError({ kind: 'no-maps' });
  const panel = await panels.current(session);
  await panel.tell({ type: 'compare', ids });
}
