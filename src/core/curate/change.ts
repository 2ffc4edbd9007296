import { changePartPath } from '../collection/paths.ts';
import { isAbout, isAboutOneFile, LexiclipError } from '../errors.ts';
import type { LongTask } from '../signal.ts';
import { applyChange, checkChange, type Side } from './apply.ts';
import type { Change, ChangeReport, CurateDependencies } from './edits.ts';
import {
  readHistory,
  settled,
  sweepChanges,
  writeHistory,
  type ChangeEntry,
  type History,
  type PendingChange,
} from './history.ts';
import { prepareChange } from './prepare.ts';

/*
 * A change of many files as one. First what becomes of each file is written into a journal; then the history names the
 * change as pending, files are changed, and the history names it as done. So a process that ends at any moment has
 * changed nothing yet, or leaves a pending change, which whoever writes next completes.
 */

/**
 * Makes a change that can be undone. Cancelled or failed, it leaves all files as they were. Needs the turn to write.
 * @throws LexiclipError what writing throws.
 */
export async function makeChange(
  change: Change,
  dependencies: CurateDependencies,
  task: LongTask,
): Promise<ChangeReport> {
  const { collection } = dependencies;
  const history = await completed(dependencies);
  const { next } = history;
  // Of a process that ended before its change had begun.
  if ((await collection.store.size(changePartPath(next, 0))) !== undefined)
    await sweepChanges(collection, history);
  const { title, images } = change;
  try {
    const { entry, skipped } = await prepareChange(next, change, dependencies, task);
    if (entry.files > 0) {
      const pending: PendingChange = { entry, to: 'after', isNew: true };
      await run({ ...history, next: next + 1, pending }, pending, dependencies, task);
    }
    return { title, images, files: entry.files, skipped };
  } catch (error) {
    if (!isAbout(error, 'lock-lost'))
      await sweepChanges(collection, await readHistory(collection)).catch(() => undefined);
    throw error;
  }
}

/**
 * Brings the bytes back that a change found. @throws LexiclipError `nothing-to-undo`, or `changed-since` where
 * somebody has changed one of its files since; nothing is changed then.
 */
export function undoChange(dependencies: CurateDependencies, task: LongTask): Promise<ChangeReport> {
  return takeLast('before', dependencies, task);
}

/** The same the other way round. @throws LexiclipError `nothing-to-redo`, `changed-since`. */
export function redoChange(dependencies: CurateDependencies, task: LongTask): Promise<ChangeReport> {
  return takeLast('after', dependencies, task);
}

/** Completes a change that was under way when its process ended. Answers whether there was one. Needs the turn to write. */
export async function completeChange(dependencies: CurateDependencies): Promise<boolean> {
  const { collection } = dependencies;
  const history = await readHistory(collection);
  const { pending } = history;
  if (pending === undefined) return false;
  try {
    await applyChange(pending.entry, pending.to, dependencies);
    await settle(history, dependencies);
  } catch (error) {
    // Whatever is wrong with its journal is so next time, too.
    if (!isAboutOneFile(error)) throw error;
    collection.problems.tell(error.failure);
    const isOther = ({ change }: ChangeEntry): boolean => change !== pending.entry.change;
    await writeHistory(collection, {
      ...history,
      pending: undefined,
      undo: history.undo.filter(isOther),
      redo: history.redo.filter(isOther),
    });
  }
  return true;
}

async function completed(dependencies: CurateDependencies): Promise<History> {
  await completeChange(dependencies);
  return readHistory(dependencies.collection);
}

async function takeLast(to: Side, dependencies: CurateDependencies, task: LongTask): Promise<ChangeReport> {
  const history = await completed(dependencies);
  const entry = (to === 'before' ? history.undo : history.redo).at(-1);
  if (entry === undefined)
    throw new LexiclipError({ kind: to === 'before' ? 'nothing-to-undo' : 'nothing-to-redo' });
  await checkChange(entry, to, dependencies, task);
  const pending: PendingChange = { entry, to, isNew: false };
  await run({ ...history, pending }, pending, dependencies, task);
  const { title, images, files } = entry;
  return { title, images, files, skipped: [] };
}

/** From the moment at which a change is named as pending to the one at which it is done, or taken back. */
async function run(
  history: History,
  pending: PendingChange,
  dependencies: CurateDependencies,
  task: LongTask,
): Promise<void> {
  const { collection } = dependencies;
  await writeHistory(collection, history);
  try {
    await applyChange(pending.entry, pending.to, dependencies, task);
  } catch (error) {
    await takeBack({ ...history, pending: { ...pending, to: otherSide(pending.to) } }, dependencies);
    throw error;
  }
  await settle(history, dependencies);
}

/** Where that fails as well, the change stays pending, and the next run tries again. */
async function takeBack(
  history: History & { readonly pending: PendingChange },
  dependencies: CurateDependencies,
): Promise<void> {
  const { entry, to } = history.pending;
  try {
    await writeHistory(dependencies.collection, history);
    await applyChange(entry, to, dependencies);
    await settle(history, dependencies);
  } catch (error) {
    if (!(error instanceof LexiclipError)) throw error;
  }
}

function otherSide(side: Side): Side {
  return side === 'after' ? 'before' : 'after';
}

async function settle(history: History, { collection }: CurateDependencies): Promise<void> {
  const after = settled(history);
  await writeHistory(collection, after);
  const before = history.undo.length + history.redo.length + (history.pending?.isNew === true ? 1 : 0);
  if (after.undo.length + after.redo.length < before) await sweepChanges(collection, after);
}
