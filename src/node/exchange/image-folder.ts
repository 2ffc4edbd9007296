import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import type { CollectedImage } from '../../core/collection/collection-view.ts';
import { conceptSlug } from '../../core/collection/paths.ts';
import { countOfImages, describeDone } from '../../core/counted.ts';
import { isAboutOneImage, LexiclipError } from '../../core/errors.ts';
import { captionOf, ExportNames, TRAINED_EXTENSIONS } from '../../core/exchange/export-names.ts';
import { imageTable } from '../../core/exchange/image-table.ts';
import type { ExportSource } from '../../core/exchange/source.ts';
import { textIn } from '../../core/exchange/table.ts';
import { encodeJsonLines } from '../../core/exchange/text-formats.ts';
import { imageExtension } from '../../core/image-type.ts';
import { localList, localNumber } from '../../core/language.ts';
import type { LongTask } from '../../core/signal.ts';
import { systemCode, withFileErrors } from '../file-errors.ts';
import { sweepTemporary, temporaryIn } from '../temporary.ts';

export interface ImageFolderOptions {
  /** Sub-folders `<repeats>_<concept>`, as sd-scripts reads them; without it, all images are in one folder. */
  readonly repeats?: number | undefined;
}

export interface WrittenImages {
  readonly images: number;
  /** Those of them that have a caption. */
  readonly captions: number;
  /** Images that could not be read. */
  readonly missing: number;
  /** Images of a kind that trainers do not open, by extension. */
  readonly untrained: Readonly<Record<string, number>>;
}

/** What was written, in one or several sentences. */
export function describeWrittenImages({ images, captions, missing, untrained }: WrittenImages): string {
  const kinds = Object.entries(untrained).map(([extension, count]) => `${count} ${extension}`);
  return [
    l10n.t('{0}, {1} of them with a caption.', countOfImages(images), localNumber(captions)),
    ...(missing === 0 ? [] : [describeLeftOut(missing)]),
    ...(kinds.length === 0 ? [] : [l10n.t('Trainers do not open {0}.', localList(kinds))]),
  ].join(' ');
}

function describeLeftOut(missing: number): string {
  return missing === 1
    ? l10n.t('1 image could not be read and is left out.')
    : l10n.t('{0} images could not be read and are left out.', localNumber(missing));
}

/**
 * Copies images into a new folder, each with its prompt as a caption beside it (`<name>.txt`) and a `metadata.jsonl` for
 * Hugging Face's `imagefolder`. The folder is there as a whole or not at all.
 * @param folder Absolute; nothing may be there, or an empty folder.
 * @throws LexiclipError `bad-argument` for one that has something in it, `disk-full`, `not-writable`.
 */
export async function writeImageFolder(
  source: ExportSource,
  folder: string,
  { repeats }: ImageFolderOptions,
  task: LongTask,
): Promise<WrittenImages> {
  return withFileErrors(folder, async () => {
    await refuseUsed(folder);
    const parent = path.dirname(folder);
    await mkdir(parent, { recursive: true });
    await sweepTemporary(parent);
    const made = temporaryIn(parent);
    await mkdir(made);
    try {
      const written = await fill(source, made, repeats, task);
      task.signal.throwIfAborted();
      // An empty one is in the way of a rename on Windows.
      await rmdir(folder).catch(() => undefined);
      await rename(made, folder);
      return written;
    } catch (error) {
      await rm(made, { recursive: true, force: true });
      throw error;
    }
  });
}

async function fill(
  source: ExportSource,
  folder: string,
  repeats: number | undefined,
  task: LongTask,
): Promise<WrittenImages> {
  const { images, concepts } = source;
  const names = new ExportNames();
  const files = new Map<string, string>();
  const untrained: Record<string, number> = {};
  let [captions, missing] = [0, 0];
  for (const [at, image] of images.entries()) {
    task.signal.throwIfAborted();
    const bytes = await readImage(source, image);
    const extension = bytes === undefined ? undefined : imageExtension(bytes);
    if (bytes === undefined || extension === undefined) {
      missing++;
      continue;
    }
    if (!TRAINED_EXTENSIONS.includes(extension)) untrained[extension] = (untrained[extension] ?? 0) + 1;
    const inside =
      repeats === undefined ? '' : `${repeats}_${conceptSlug(concepts[image.concepts[0] ?? -1] ?? '')}`;
    if (inside !== '') await mkdir(path.join(folder, inside), { recursive: true });
    const name = names.take(image.id);
    await writeFile(path.join(folder, inside, `${name}.${extension}`), bytes);
    files.set(image.id, path.posix.join(inside, `${name}.${extension}`));
    const caption = captionOf(image.prompt);
    if (caption !== '') {
      await writeFile(path.join(folder, inside, `${name}.txt`), `${caption}\n`);
      captions++;
    }
    task.onProgress({
      stage: 'export',
      done: at + 1,
      total: images.length,
      message: describeDone(at + 1, images.length),
    });
  }
  if (files.size === 0) throw new LexiclipError({ kind: 'image-missing', subject: images[0]?.id ?? '' });
  const quiet: LongTask = { signal: task.signal, onProgress: () => undefined };
  const lines = encodeJsonLines(imageTable(source), quiet, (row) => files.get(textIn(row, 'id')));
  await writeFile(path.join(folder, 'metadata.jsonl'), lines);
  return { images: files.size, captions, missing, untrained };
}

async function readImage(
  { collection: { store, problems } }: ExportSource,
  { image }: CollectedImage,
): Promise<Uint8Array | undefined> {
  try {
    return await store.readImage(image);
  } catch (error) {
    if (!isAboutOneImage(error)) throw error;
    problems.tell(error.failure);
    return undefined;
  }
}

async function refuseUsed(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  });
  if (names.length === 0) return;
  const problem = l10n.t('is not empty. Name a folder that is new');
  throw new LexiclipError({ kind: 'bad-argument', argument: folder, problem });
}
