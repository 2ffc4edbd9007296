import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { IMAGE_BYTES } from '../../core/collection/file-rules.ts';
import { locatedOrNot } from '../../core/collection/located-image.ts';
import { countOfImages } from '../../core/counted.ts';
import type { ChangeReport } from '../../core/curate/edits.ts';
import { LexiclipError } from '../../core/errors.ts';
import { localNumber } from '../../core/language.ts';
import { plainText } from '../../core/plain-text.ts';
import { describeError } from '../../core/wording.ts';
import { readContained } from '../../node/collection/contained.ts';
import { sha256 } from '../../node/sha256.ts';
import { runChange } from '../commands/run-change.ts';
import { confirm, showWarning } from '../messages.ts';
import type { FolderSession } from '../sessions/folder-session.ts';

/** Folders that a question names. */
const NAMED = 3;

/** Moves an image to another concept, and offers to undo that. */
export async function moveTo(session: FolderSession, id: string, concept: string): Promise<void> {
  await runChange(session, (curate, task) => curate.move({ ids: [id], to: concept }, task), {
    images: 1,
    isNotified: true,
  });
}

/**
 * Moves the files of images to the system's trash after one question, and takes those images out of the collection.
 * @param keeping Images that stay: a file that one of them has, too, is not moved.
 * @throws LexiclipError `no-trash` where this window has none; nothing is changed then.
 */
export async function moveToTrash(
  session: FolderSession,
  ids: readonly string[],
  keeping: readonly string[],
): Promise<void> {
  const files = await filesOf(session, ids);
  const kept = new Set([...(await filesOf(session, keeping)).values()]);
  for (const [id, file] of files) if (kept.has(file)) files.delete(id);
  const absent = ids.length - files.size;
  if (!(await isWanted(session, [...files.values()], absent))) return;
  const { trashed, problem } = await trash(files);
  const gone = ids.filter((id) => trashed.has(id) || !files.has(id));
  if (trashed.size === 0 && problem !== undefined) throw problem;
  await runChange(session, async (curate, task) => inTrash(await curate.takeOut(gone, task)), {
    images: gone.length,
    isNotified: true,
  });
  if (problem !== undefined)
    void showWarning(
      l10n.t(
        'Moved to the trash: {0}; the others stay where they are. {1}',
        countOfImages(trashed.size),
        describeError(problem),
      ),
    );
}

/** Undo brings prompt files back; files come back from the trash by hand. */
function inTrash(report: ChangeReport): ChangeReport {
  return {
    ...report,
    title: l10n.t('{0}. Their files are in the trash, and Undo does not restore those', report.title),
  };
}

/**
 * Absolute paths of the files that are there, by image. A prompt file may name any file of a folder that the user gave:
 * only one with the bytes that were compared is the image's.
 */
async function filesOf(session: FolderSession, ids: readonly string[]): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const { store } = session.collection;
  for (const id of ids) {
    const image = await session.image(id);
    if (image === undefined) continue;
    const file = await locatedOrNot(store, image.image);
    const bytes = file && (await readContained(file, IMAGE_BYTES).catch(() => undefined));
    if (file === undefined || bytes === undefined || (await sha256(bytes)) !== image.sha256) continue;
    files.set(id, path.join(file.folder, file.path));
  }
  return files;
}

function isWanted(session: FolderSession, files: readonly string[], absent: number): Promise<boolean> {
  const images = session.uri('images').fsPath;
  const inCollection = files.filter((file) => path.dirname(file) === images).length;
  const elsewhere = new Map<string, number>();
  for (const file of files) {
    const folder = path.dirname(file);
    if (folder !== images) elsewhere.set(folder, (elsewhere.get(folder) ?? 0) + 1);
  }
  const folders = [...elsewhere].slice(0, NAMED);
  const more = elsewhere.size - folders.length;
  const details = [
    ...(inCollection === 0
      ? []
      : [l10n.t('{0} in the collection (.lexiclip/images)', localNumber(inCollection))]),
    ...folders.map(([folder, count]) => l10n.t('{0} in {1}', localNumber(count), plainText(folder, 200))),
    ...(more === 0
      ? []
      : [
          more === 1
            ? l10n.t('and files in 1 more folder')
            : l10n.t('and files in {0} more folders', localNumber(more)),
        ]),
    ...(absent === 0
      ? []
      : [
          l10n.t(
            'Without a file of their own, and only taken out of the collection: {0}',
            localNumber(absent),
          ),
        ]),
    l10n.t('The images are taken out of the collection, too. The files can be restored from the trash.'),
  ];
  const question =
    files.length === 1
      ? l10n.t('Move 1 image file to the trash?')
      : l10n.t('Move {0} image files to the trash?', localNumber(files.length));
  const toTrash = l10n.t('Move to Trash');
  return Promise.resolve(confirm('warning', question, details, toTrash)).then((answer) => answer === toTrash);
}

/** As far as it goes: what stops it is answered with what was moved before. */
async function trash(
  files: ReadonlyMap<string, string>,
): Promise<{ trashed: ReadonlySet<string>; problem: LexiclipError | undefined }> {
  const trashed = new Set<string>();
  const moved = new Set<string>();
  try {
    for (const [id, file] of files) {
      if (!moved.has(file)) await vscode.workspace.fs.delete(vscode.Uri.file(file), { useTrash: true });
      moved.add(file);
      trashed.add(id);
    }
    return { trashed, problem: undefined };
  } catch (error) {
    return { trashed, problem: new LexiclipError({ kind: 'no-trash', detail: describeError(error) }) };
  }
}
