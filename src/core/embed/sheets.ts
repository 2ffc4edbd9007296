import * as l10n from '@vscode/l10n';
import type { CollectedImage } from '../collection/collection-view.ts';
import type { Collection } from '../collection/collection.ts';
import { SHEETS_FOLDER, fileName, sheetPath, thumbnailPath, THUMBNAILS_FOLDER } from '../collection/paths.ts';
import { encodeSheet, readSheets, type Sheet } from '../collection/sheets.ts';
import { writeAnew, writeCache } from '../collection/write-anew.ts';
import { isAbort } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Sha256 } from '../sha256.ts';
import type { LongTask } from '../signal.ts';
import { describeError } from '../wording.ts';
import type { ImageDecoder } from './image-decoder.ts';
import { planSheets, type PicturedImage } from './sheet-plan.ts';
import { isWholeWebp } from './thumbnails.ts';

interface SheetDependencies {
  readonly collection: Collection;
  readonly decoder: Pick<ImageDecoder, 'sheet'>;
  readonly logger: Logger;
  readonly sha256: Sha256;
}

/**
 * Brings the sheets up to date with the thumbnails that there are; sheets that are damaged are made again. A sheet's
 * name is a digest of what is in it: one that stands is never another.
 */
export async function makeSheets(
  images: readonly CollectedImage[],
  dependencies: SheetDependencies,
  task: LongTask,
): Promise<void> {
  const { collection } = dependencies;
  await writeCache(collection, SHEETS_FOLDER, () => update(images, dependencies, task));
}

async function update(
  images: readonly CollectedImage[],
  dependencies: SheetDependencies,
  task: LongTask,
): Promise<void> {
  const { collection } = dependencies;
  const { store, problems } = collection;
  const thumbnails = new Set(await problems.of(THUMBNAILS_FOLDER, () => store.listFiles(THUMBNAILS_FOLDER)));
  const pictured = images.filter(({ id }) => thumbnails.has(`${fileName(id)}.webp`));
  const { make, keep } = planSheets(pictured, await wholeSheets(collection));
  const needed = new Set(keep);
  for (const [done, some] of make.entries()) {
    task.signal.throwIfAborted();
    task.onProgress({
      stage: 'pictures',
      done,
      total: make.length,
      message: l10n.t('{done} of {total} sheets', { done, total: make.length }),
    });
    const sheet = await makeSheet(some, dependencies, task);
    if (sheet !== undefined) needed.add(sheet);
  }
  await removeOthers(collection, needed);
}

async function makeSheet(
  images: readonly PicturedImage[],
  { collection, decoder, logger, sha256 }: SheetDependencies,
  task: LongTask,
): Promise<string | undefined> {
  const located = await Promise.all(
    images.map(async (image) => ({
      image,
      file: await collection.store.locateImage(thumbnailPath(image.id)),
    })),
  );
  // One may have been removed since the folder was listed.
  const cells = located.flatMap(({ image, file }) => (file === undefined ? [] : [{ image, file }]));
  if (cells.length === 0) return undefined;
  const files = cells.map(({ file }) => file);
  const picture = await decoder.sheet(files, task.signal).catch((error: unknown) => {
    if (isAbort(error)) throw error;
    // Maps draw thumbnails, or dots, instead.
    logger.warn(`A sheet of pictures could not be made: ${describeError(error)}`);
  });
  if (picture === undefined) return undefined;
  const { webp, sizes } = picture;
  const text = encodeSheet(
    cells.map(({ image }, at) => {
      const [width = 0, height = 0] = sizes[at] ?? [];
      return { id: image.id, sha256: image.sha256, width, height };
    }),
  );
  const name = (await sha256(text)).slice(0, 32);
  // The picture first: a description says that it is there.
  await writeAnew(collection, sheetPath(name, 'webp'), webp);
  await writeAnew(collection, sheetPath(name, 'json'), text);
  return name;
}

/** Sheets whose description can be used and whose picture is whole as far as its start tells. */
async function wholeSheets(collection: Collection): Promise<readonly Sheet[]> {
  const sheets: Sheet[] = [];
  for (const sheet of await readSheets(collection))
    if (await isWholeWebp(collection.store, sheetPath(sheet.name, 'webp'))) sheets.push(sheet);
  return sheets;
}

/** Removes what no map needs: sheets of before, damaged ones, and halves that a killed run left. */
async function removeOthers({ store, problems }: Collection, needed: ReadonlySet<string>): Promise<void> {
  for (const file of await store.listFiles(SHEETS_FOLDER)) {
    const [, name = '', extension] = /^([0-9a-f]{32})\.(json|webp)$/.exec(file) ?? [];
    const isNewer = problems.failureOf(sheetPath(name, 'json'))?.kind === 'newer-format';
    if (extension === undefined || needed.has(name) || isNewer) continue;
    await store.remove(`${SHEETS_FOLDER}/${file}`);
    problems.solved(`${SHEETS_FOLDER}/${file}`);
  }
}
