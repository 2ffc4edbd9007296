import * as l10n from '@vscode/l10n';
import { changePartPath, COLLECTION_PATH } from '../collection/paths.ts';
import { isAboutOneFile } from '../errors.ts';
import type { LongTask } from '../signal.ts';
import { describeError } from '../wording.ts';
import type { ChangeLine } from './change-lines.ts';
import type { Change, CurateDependencies, Edit, FileEdit, SkippedFile } from './edits.ts';
import type { ChangeEntry } from './history.ts';
import { spliceBetween } from './splice.ts';

/** Files that are read or written at the same time. */
export const AT_ONCE = 32;
/** Characters of a part of a journal: it is parsed in a moment. */
const PART = 2 ** 20;

/** What a journal says of a file, and how many bytes it keeps of it beside its line. */
interface Prepared {
  readonly line: (kept: number) => ChangeLine;
  readonly keeps: number | undefined;
}

/**
 * Finds out what a change does to each file, and writes it into the change's journal. No file of the collection is changed.
 * @param change The number that names the journal.
 */
export async function prepareChange(
  change: number,
  { title, images, edits }: Change,
  dependencies: CurateDependencies,
  { signal, onProgress }: LongTask,
): Promise<{ readonly entry: ChangeEntry; readonly skipped: readonly SkippedFile[] }> {
  const { collection, clock } = dependencies;
  const skipped: SkippedFile[] = [];
  let [parts, kept, files, bytes, looked] = [0, 0, 0, 0, 0];
  let text = '';
  const write = async (): Promise<void> => {
    if (text === '') return;
    bytes += text.length;
    await collection.store.write(changePartPath(change, parts++), text);
    text = '';
    await collection.pause();
  };
  for (const some of batches(edits)) {
    signal.throwIfAborted();
    const message = l10n.t('{title}: {done} files looked at', { title, done: looked });
    onProgress({ stage: 'change', done: 0, total: Math.max(1, images), message });
    looked += some.length;
    const prepared = await Promise.all(some.map((edit) => prepare(edit, dependencies, skipped)));
    for (const one of prepared) {
      if (one === undefined) continue;
      files++;
      text += `${JSON.stringify(one.line(kept))}\n`;
      if (one.keeps !== undefined) kept++;
      bytes += one.keeps ?? 0;
    }
    if (text.length > PART) await write();
  }
  await write();
  signal.throwIfAborted();
  const at = clock.now().toISOString();
  return { entry: { change, title, at, images, files, parts, kept, bytes }, skipped };
}

function* batches<T>(items: Iterable<T>): Generator<readonly T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

/** Undefined where the file stays as it is. */
async function prepare(
  edit: Edit,
  dependencies: CurateDependencies,
  skipped: SkippedFile[],
): Promise<Prepared | undefined> {
  if ('taken' in edit) {
    const size = await dependencies.collection.store.size(edit.taken);
    return size === undefined ? undefined : { line: (kept) => ({ path: edit.taken, kept }), keeps: size };
  }
  try {
    return await prepareFile(edit, dependencies);
  } catch (error) {
    // Without the lists, the rest would be half a change.
    const isList = edit.path === COLLECTION_PATH || edit.path.endsWith('/concept.json');
    if (isList || !isAboutOneFile(error)) throw error;
    dependencies.collection.problems.add(edit.path, error.failure);
    skipped.push({ path: edit.path, reason: describeError(error) });
    return undefined;
  }
}

async function prepareFile(
  { path, from = path, edit }: FileEdit,
  { collection: { store }, sha256 }: CurateDependencies,
): Promise<Prepared | undefined> {
  const before = await store.read(path);
  const made = edit(from === path ? before : await store.read(from), before);
  const after = typeof made === 'string' ? new TextEncoder().encode(made) : made;
  const digest = async (bytes: Uint8Array | undefined): Promise<string | null> =>
    bytes === undefined ? null : sha256(bytes);
  const [one, other] = [await digest(before), await digest(after)];
  if (one === other) return undefined;
  const splice = spliceBetween(before ?? new Uint8Array(), after ?? new Uint8Array());
  return { line: () => ({ path, before: one, after: other, ...splice }), keeps: undefined };
}
