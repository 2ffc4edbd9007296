import * as z from 'zod';
import { namesIn, type CollectionFiles } from '../collection/files.ts';
import { decodeVersioned, encodeJson } from '../collection/json.ts';
import { changeOf, HISTORY_PATH, UNDO_FOLDER } from '../collection/paths.ts';
import { FORMAT_VERSION, LONGEST_NAME } from '../collection/schema.ts';
import { writeAnew } from '../collection/write-anew.ts';

/*
 * `cache/undo/history.json`: the changes that can be undone and redone, and the one that is under way. Replacing this file
 * is the moment at which a change begins, and the moment at which it is done.
 */

const count = z.number().int().nonnegative().max(1e9);

const entrySchema = z.object({
  /** Names its journal. */
  change: count,
  /** What it did, for people. */
  title: z.string().max(LONGEST_NAME),
  at: z.string().max(100),
  /** How many it is about. */
  images: count,
  /** How many are different. */
  files: count,
  /** Of its journal. */
  parts: count,
  /** How many images it keeps. */
  kept: count,
  bytes: z.number().int().nonnegative().max(1e15),
});
export type ChangeEntry = z.infer<typeof entrySchema>;

const historySchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  /** The number of the next change. */
  next: count,
  /** The last one is undone first. */
  undo: z.array(entrySchema).max(1000),
  redo: z.array(entrySchema).max(1000),
  /** What is being made or undone: whoever writes next completes it. */
  pending: z.object({ entry: entrySchema, to: z.enum(['before', 'after']), isNew: z.boolean() }).optional(),
});
export type History = z.infer<typeof historySchema>;
export type PendingChange = NonNullable<History['pending']>;

/** Changes that are kept, and the bytes that they may take altogether; the last one stays whatever it takes. */
const MOST_CHANGES = 100;
const MOST_BYTES = 512 * 2 ** 20;

const nothing: History = { formatVersion: FORMAT_VERSION, next: 1, undo: [], redo: [] };

/** Empty where there is none, or one that cannot be used. */
export async function readHistory({ store, problems }: CollectionFiles): Promise<History> {
  const read = problems.ofCache(HISTORY_PATH, async () => {
    const text = await store.readText(HISTORY_PATH);
    return text === undefined ? undefined : decodeVersioned(text, historySchema, HISTORY_PATH);
  });
  return (await read) ?? nothing;
}

export async function writeHistory(files: CollectionFiles, history: History): Promise<void> {
  await writeAnew(files, HISTORY_PATH, encodeJson(history));
}

/** After the pending change came to its end; what is too much is forgotten, the oldest first. */
export function settled({ pending, ...history }: History): History {
  if (pending === undefined) return history;
  const { entry, to, isNew } = pending;
  const isOther = (one: ChangeEntry): boolean => one.change !== entry.change;
  const [undo, redo] = [history.undo.filter(isOther), history.redo.filter(isOther)];
  if (to === 'after') return { ...history, undo: bounded([...undo, entry]), redo: isNew ? [] : redo };
  return isNew ? { ...history, undo, redo } : { ...history, undo, redo: [...redo, entry] };
}

/** Removes the files of changes that are in the history no more. */
export async function sweepChanges(files: CollectionFiles, history: History): Promise<void> {
  const { undo, redo, pending } = history;
  const entries = [...undo, ...redo, ...(pending === undefined ? [] : [pending.entry])];
  const kept = new Set(entries.map(({ change }) => change));
  for (const name of await namesIn(files, UNDO_FOLDER)) {
    const change = changeOf(name);
    if (change !== undefined && !kept.has(change)) await files.store.remove(`${UNDO_FOLDER}/${name}`);
  }
}

function bounded(undo: readonly ChangeEntry[]): ChangeEntry[] {
  let bytes = 0;
  const newest = [...undo].reverse().filter((entry, at) => {
    bytes += entry.bytes;
    return at === 0 || (at < MOST_CHANGES && bytes <= MOST_BYTES);
  });
  return newest.reverse();
}
