import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ChangeReport } from '../../core/curate/edits.ts';
import { readHistory } from '../../core/curate/history.ts';
import { localNumber } from '../../core/language.ts';
import { plainText } from '../../core/plain-text.ts';
import type { LongTask } from '../../core/signal.ts';
import type { Curation } from '../../node/curation.ts';
import { showInformation, showWarning } from '../messages.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import { nodeOf } from '../tree/entries.ts';
import type { CommandContext } from './context.ts';
import { sessionNamed } from './selected-images.ts';

/** A change that is asked for while another is made comes after it: keys are faster than files. */
const underWay = new WeakMap<FolderSession, Promise<unknown>>();

/** How many images make it last: it has a notification with Cancel. */
const LONG = 200;

/** How a change is told. */
interface Told {
  /** How many images it is about, as far as that is known. */
  readonly images: number;
  /** Whether it is told with a button that takes it back when it is done; else the status bar says it for a while. */
  readonly isNotified: boolean;
  /** Whether it is an undo, or a redo, of another. */
  readonly of?: 'undo' | 'redo';
}

/** Makes a change after those that were asked for before, and tells what it did. */
export async function runChange(
  session: FolderSession,
  work: (curate: Curation, task: LongTask) => Promise<ChangeReport>,
  { images, isNotified, of }: Told,
): Promise<void> {
  const run = async (): Promise<ChangeReport | undefined> =>
    session.run('LexiCLIP', (lexiclip, task) => work(lexiclip.curate, task), { isQuiet: images < LONG });
  const before = underWay.get(session) ?? Promise.resolve();
  const mine = before.then(run, run);
  underWay.set(session, mine);
  const report = await mine;
  if (report === undefined) return;
  const { title, files, skipped } = report;
  if (skipped.length > 0)
    void showWarning(
      `${skipped.length === 1 ? l10n.t('Passed over 1 file.') : l10n.t('Passed over {0} files.', localNumber(skipped.length))} ${skipped[0]?.reason ?? ''}`,
    );
  if (files === 0) return;
  const told = sentenceOf(title, of);
  if (isNotified) void offerBack(session, told, of === 'undo');
  else vscode.window.setStatusBarMessage(plainText(told), STATUS_MS);
}

function sentenceOf(title: string, of: Told['of']): string {
  if (of === undefined) return l10n.t('{0}.', title);
  return of === 'undo' ? l10n.t('Undone: {0}.', title) : l10n.t('Done again: {0}.', title);
}

const STATUS_MS = 5000;

/** Takes images out of the collection, and offers to undo that. */
export function takeOut(session: FolderSession, ids: readonly string[]): Promise<void> {
  return runChange(session, (curate, task) => curate.takeOut(ids, task), {
    images: ids.length,
    isNotified: true,
  });
}

/** @param isUndone Whether what was told undid a change: then it is redone. */
async function offerBack(session: FolderSession, told: string, isUndone: boolean): Promise<void> {
  const [button, command] = isUndone
    ? [l10n.t('Redo'), 'lexiclip.redoChange']
    : [l10n.t('Undo'), 'lexiclip.undoChange'];
  if ((await showInformation(told, button)) === button)
    await vscode.commands.executeCommand(command, { folder: session.folder.uri.toString() });
}

/** Undoes the last change of tags, ratings or concepts. */
export async function undoLastChange(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<void> {
  const session = await sessionOf(commands, given);
  if (session !== undefined)
    await runChange(session, (curate, task) => curate.undo(task), await toldOf(session, 'undo'));
}

export async function redoLastChange(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<void> {
  const session = await sessionOf(commands, given);
  if (session !== undefined)
    await runChange(session, (curate, task) => curate.redo(task), await toldOf(session, 'redo'));
}

async function toldOf(session: FolderSession, of: 'undo' | 'redo'): Promise<Told> {
  const { images = 0 } = (await readHistory(session.collection))[of].at(-1) ?? {};
  return { images, isNotified: true, of };
}

async function sessionOf({ sessions }: CommandContext, given: unknown): Promise<FolderSession | undefined> {
  const folder = nodeOf('folder', given)?.folder;
  return folder === undefined ? (sessionNamed(sessions, given) ?? sessions.choose()) : sessions.of(folder);
}
