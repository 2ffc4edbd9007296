import * as vscode from 'vscode';
import type { ChangeReport } from '../../core/curate/edits.ts';
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

const UNDO = 'Undo';

/** What a change is about, and how it is told when it is done. */
interface Told {
  /** Before what it did. */
  readonly prefix?: string;
  /** Whether it is told with a button that undoes it; else the status bar says it for a while. */
  readonly isNotified: boolean;
}

/** Makes a change after those that were asked for before, and tells what it did. */
export async function runChange(
  session: FolderSession,
  work: (curate: Curation, task: LongTask) => Promise<ChangeReport>,
  { prefix = '', isNotified }: Told,
): Promise<void> {
  const run = async (): Promise<ChangeReport | undefined> =>
    session.run('LexiCLIP', (lexiclip, task) => work(lexiclip.curate, task), { isQuiet: !isNotified });
  const before = underWay.get(session) ?? Promise.resolve();
  const mine = before.then(run, run);
  underWay.set(session, mine);
  const report = await mine;
  if (report === undefined) return;
  const { title, files, skipped } = report;
  if (skipped.length > 0)
    void showWarning(`Passed over ${skipped.length} files. ${skipped[0]?.reason ?? ''}`);
  if (files === 0) return;
  const told = `${prefix}${title}.`;
  if (isNotified) void offerUndo(session, told, prefix === '');
  else vscode.window.setStatusBarMessage(plainText(told), STATUS_MS);
}

const STATUS_MS = 5000;

/** @param canUndo Whether the notification has the button. */
async function offerUndo(session: FolderSession, told: string, canUndo: boolean): Promise<void> {
  const pressed = await showInformation(told, ...(canUndo ? [UNDO] : []));
  if (pressed === UNDO)
    await vscode.commands.executeCommand('lexiclip.undoChange', { folder: session.folder.uri.toString() });
}

/** Undoes the last change of tags, ratings or concepts. */
export async function undoLastChange(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<void> {
  const session = await sessionOf(commands, given);
  if (session !== undefined)
    await runChange(session, (curate, task) => curate.undo(task), { prefix: 'Undone: ', isNotified: true });
}

export async function redoLastChange(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<void> {
  const session = await sessionOf(commands, given);
  if (session !== undefined)
    await runChange(session, (curate, task) => curate.redo(task), {
      prefix: 'Done again: ',
      isNotified: true,
    });
}

async function sessionOf({ sessions }: CommandContext, given: unknown): Promise<FolderSession | undefined> {
  const folder = nodeOf('folder', given)?.folder;
  return folder === undefined ? (sessionNamed(sessions, given) ?? sessions.choose()) : sessions.of(folder);
}
