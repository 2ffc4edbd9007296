import * as l10n from '@vscode/l10n';
import { changePartPath, conceptFolder, takenImagePath } from '../collection/paths.ts';
import { isAboutOneFile, LexiclipError } from '../errors.ts';
import type { LongTask } from '../signal.ts';
import { damaged, readPart, type ChangeLine, type SplicedFile } from './change-lines.ts';
import type { CurateDependencies } from './edits.ts';
import type { ChangeEntry, PendingChange } from './history.ts';
import { AT_ONCE } from './prepare.ts';
import { reversed, spliced } from './splice.ts';

/** To which state of its files a change is taken. */
export type Side = PendingChange['to'];

/** Files that are named where a change cannot be undone. */
const NAMED = 5;

/**
 * Takes each file of a change to a state. What is in it already stays: a change that was interrupted is completed in the
 * same way, without a task, as it is not stopped. A file that is in neither state was changed by somebody else meanwhile; it stays and is told.
 * @throws LexiclipError `damaged-cache` for a journal that is not whole, and what writing throws.
 */
export async function applyChange(
  entry: ChangeEntry,
  to: Side,
  dependencies: CurateDependencies,
  task?: LongTask,
): Promise<void> {
  const { collection } = dependencies;
  const emptied = new Set<string>();
  await eachLine(entry, dependencies, async (lines, done) => {
    task?.signal.throwIfAborted();
    const { title, files: total } = entry;
    const message = l10n.t('{title}: {done} of {total} files', { title, done, total });
    task?.onProgress({ stage: 'change', done, total, message });
    await Promise.all(
      lines.map(async (line) => {
        if ('kept' in line) return moveImage(entry, line, to, dependencies);
        await takeTo(line, to, dependencies);
        const [top, slug = ''] = line.path.split('/');
        if (line[to] === null && top === 'concepts') emptied.add(slug);
      }),
    );
  });
  for (const slug of emptied) await collection.store.removeEmptyFolder(conceptFolder(slug));
}

/**
 * Whether all files of a change are as it left them, or as it is to make them.
 * @throws LexiclipError `changed-since` naming some that are not, `damaged-cache`.
 */
export async function checkChange(
  entry: ChangeEntry,
  to: Side,
  dependencies: CurateDependencies,
  { signal, onProgress }: LongTask,
): Promise<void> {
  const { store } = dependencies.collection;
  const changed: string[] = [];
  await eachLine(entry, dependencies, async (lines, done) => {
    signal.throwIfAborted();
    onProgress({
      stage: 'change',
      done,
      total: entry.files,
      message: l10n.t('{title}: {done} files looked at', { title: entry.title, done }),
    });
    await Promise.all(
      lines.map(async (line) => {
        const isFine =
          'kept' in line
            ? (await store.size(to === 'before' ? takenImagePath(entry.change, line.kept) : line.path)) !==
              undefined
            : [line.before, line.after].includes(await digestOf(line.path, dependencies));
        if (!isFine) changed.push(line.path);
      }),
    );
  });
  if (changed.length === 0) return;
  const { title } = entry;
  throw new LexiclipError({
    kind: 'changed-since',
    title,
    paths: changed.slice(0, NAMED),
    count: changed.length,
  });
}

/** @param take Is given some lines, and how many came before. */
async function eachLine(
  { change, parts, files }: ChangeEntry,
  { collection }: CurateDependencies,
  take: (lines: readonly ChangeLine[], done: number) => Promise<void>,
): Promise<void> {
  let done = 0;
  for (let part = 0; part < parts; part++) {
    const lines = await readPart(collection, change, part);
    for (let at = 0; at < lines.length; at += AT_ONCE) {
      await take(lines.slice(at, at + AT_ONCE), done + at);
      await collection.pause();
    }
    done += lines.length;
  }
  if (done !== files) throw damaged(changePartPath(change, 0), l10n.t('it has another number of lines'));
}

async function takeTo(line: SplicedFile, to: Side, dependencies: CurateDependencies): Promise<void> {
  const { collection, sha256 } = dependencies;
  const { store, problems, index } = collection;
  const { path } = line;
  const [wanted, expected] = to === 'after' ? [line.after, line.before] : [line.before, line.after];
  let bytes: Uint8Array | undefined;
  try {
    bytes = await store.read(path);
  } catch (error) {
    if (!isAboutOneFile(error)) throw error;
    problems.add(path, error.failure);
    return;
  }
  const found = bytes === undefined ? null : await sha256(bytes);
  if (found === wanted) return;
  if (found !== expected) {
    problems.tell({ kind: 'changed-since', title: '', paths: [path], count: 1 });
    return;
  }
  if (wanted === null) await store.remove(path);
  else {
    const made = spliced(bytes ?? new Uint8Array(), to === 'after' ? line : reversed(line));
    if ((await sha256(made)) !== wanted)
      throw damaged(path, l10n.t('its earlier state is not what was written down'));
    await store.write(path, made);
  }
  problems.solved(path);
  index.changed(path);
}

async function moveImage(
  { change }: ChangeEntry,
  { path, kept }: { readonly path: string; readonly kept: number },
  to: Side,
  { collection: { store } }: CurateDependencies,
): Promise<void> {
  const elsewhere = takenImagePath(change, kept);
  if (to === 'after') await store.move(path, elsewhere);
  else await store.move(elsewhere, path);
}

async function digestOf(path: string, { collection, sha256 }: CurateDependencies): Promise<string | null> {
  try {
    const bytes = await collection.store.read(path);
    return bytes === undefined ? null : await sha256(bytes);
  } catch (error) {
    if (!isAboutOneFile(error)) throw error;
    return '';
  }
}
