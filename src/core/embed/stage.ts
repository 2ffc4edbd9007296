import * as l10n from '@vscode/l10n';
import type { CollectedImage } from '../collection/collection-view.ts';
import type { Collection } from '../collection/collection.ts';
import {
  vectorsName,
  type EmbeddingRow,
  type Embeddings,
  type LoadedModel,
  type Origin,
} from '../collection/embedding-rows.ts';
import { EmbeddingFiles } from '../collection/embeddings.ts';
import { isPlainPath } from '../collection/file-rules.ts';
import type { Journal } from '../collection/journal.ts';
import type { FailedImage, ModelInfo } from '../collection/schema.ts';
import { isAboutOneImage, LexiclipError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { EmbedReport } from '../reports.ts';
import type { Sha256 } from '../sha256.ts';
import type { LongTask } from '../signal.ts';
import { describeError } from '../wording.ts';
import type { Embedded, Embedder, ImageFile } from './embedder.ts';
import type { ImageDecoder } from './image-decoder.ts';
import { hasRow, takeKnownVectors } from './known-vectors.ts';
import { makeSheets } from './sheets.ts';
import { makeThumbnails } from './thumbnails.ts';

export interface EmbedDependencies {
  readonly collection: Collection;
  readonly embedder: Embedder;
  readonly decoder: ImageDecoder;
  readonly logger: Logger;
  readonly sha256: Sha256;
  /** Another one for each run: lower-case letters, digits and hyphens. */
  readonly run: string;
  /** Told of each batch once it is on disk, and of what made it. */
  readonly onRows?: (rows: readonly EmbeddingRow[], loaded: LoadedModel) => void;
  /** Told, once all were tried, which images have no vector: what is damaged or not there has none next time. */
  readonly onHopeless?: (images: readonly CollectedImage[]) => void;
}

/**
 * Stage 2: a vector, a thumbnail and a place in a sheet for each image of the collection that lacks one. The model is not even
 * loaded when nothing is missing. Finished batches stand on disk before the next one starts.
 * @throws LexiclipError `no-images` for an empty collection, `nothing-embedded`, and whatever loading the model throws.
 */
export async function embedImages(dependencies: EmbedDependencies, task: LongTask): Promise<EmbedReport> {
  const { collection, embedder } = dependencies;
  const { images } = await collection.view();
  if (images.length === 0) throw new LexiclipError({ kind: 'no-images' });

  let most = 0;
  for (const candidate of await embedder.candidates()) {
    const before = await current(candidate, dependencies);
    const existing =
      before && (await takeKnownVectors(images, before, filesOf(candidate, dependencies), dependencies.run));
    const { length } = images.filter((image) => hasRow(existing, image));
    if (existing !== undefined && length === images.length) {
      await makeThumbnails(images, dependencies, task);
      await makeSheets(images, dependencies, task);
      return { embedded: 0, model: existing.model, device: existing.device, failed: [] };
    }
    most = Math.max(most, length);
  }
  // Thumbnails are made while the network runs, which is what is told of.
  const [report, thumbnails] = await Promise.allSettled([
    embedMissing(images, images.length - most, dependencies, task),
    makeThumbnails(images, dependencies, { signal: task.signal, onProgress: () => undefined }),
  ]);
  if (report.status === 'rejected') throw report.reason;
  if (thumbnails.status === 'rejected') throw thumbnails.reason;
  await makeSheets(images, dependencies, task);
  return report.value;
}

async function embedMissing(
  images: readonly CollectedImage[],
  count: number,
  dependencies: EmbedDependencies,
  task: LongTask,
): Promise<EmbedReport> {
  const { embedder, logger } = dependencies;
  const { embed, ...loaded } = await embedder.load(task, count);
  const files = filesOf(loaded.model, dependencies);
  const existing = await current(loaded.model, dependencies);
  const wanted = images.filter((image) => !hasRow(existing, image));
  const byId = new Map(wanted.map((image) => [image.id, image]));
  const { jobs, failed } = await locate(wanted, dependencies);
  let done = failed.length;
  let journal: Journal | undefined;
  try {
    for await (const batch of embed(jobs, task.signal)) {
      const rows: EmbeddingRow[] = [];
      for (const item of batch) {
        const image = byId.get(item.id);
        if (image === undefined) continue;
        if ('vector' in item) rows.push({ id: item.id, sha256: image.sha256, vector: item.vector });
        else failed.push({ id: item.id, reason: describeFailed(image, item) });
      }
      const dimension = rows[0]?.vector.length;
      if (dimension !== undefined) {
        const origin: Origin = { ...loaded, preprocessing: embedder.preprocessing, dimension };
        journal ??= await files.startJournal(dependencies.run, origin);
        await journal.append(rows);
        dependencies.onRows?.(rows, loaded);
      }
      done += batch.length;
      const total = wanted.length;
      const device = loaded.device.provider;
      const message = l10n.t('{done} of {total} images on {device}', { done, total, device });
      task.onProgress({ stage: 'embed', done, total, message });
    }
  } finally {
    // Also when the run was cancelled or the process died for good.
    if (journal !== undefined) await files.merge();
  }
  dependencies.onHopeless?.(failed.flatMap(({ id }) => byId.get(id) ?? []));
  if (failed.length === images.length) throw new LexiclipError({ kind: 'nothing-embedded', reasons: failed });
  for (const { reason } of failed) logger.warn(reason);
  return { embedded: done - failed.length, model: loaded.model, device: loaded.device, failed };
}

/** Where the images are, and which of them may not be opened, or are not there. */
async function locate(
  images: readonly CollectedImage[],
  { collection }: EmbedDependencies,
): Promise<{ readonly jobs: ImageFile[]; readonly failed: FailedImage[] }> {
  const jobs: ImageFile[] = [];
  const failed: FailedImage[] = [];
  for (const image of images) {
    const { id, image: place, sha256 } = image;
    try {
      const file = await collection.store.locateImage(place);
      if (file !== undefined) jobs.push({ id, ...file, sha256 });
      else
        failed.push({ id, reason: describeError(new LexiclipError({ kind: 'image-missing', subject: id })) });
    } catch (error) {
      if (!isAboutOneImage(error)) throw error;
      failed.push({ id, reason: describeError(error) });
    }
  }
  return { jobs, failed };
}

/** The vectors that stand for a model, where they are of this file of it, and of pixels prepared as now. */
async function current(model: ModelInfo, dependencies: EmbedDependencies): Promise<Embeddings | undefined> {
  const existing = await filesOf(model, dependencies).read();
  if (existing?.preprocessing !== dependencies.embedder.preprocessing) return undefined;
  return existing.model.sha256 === model.sha256 ? existing : undefined;
}

function filesOf(model: ModelInfo, { collection, sha256 }: EmbedDependencies): EmbeddingFiles {
  return new EmbeddingFiles(collection, sha256, vectorsName(model));
}

function describeFailed(
  { id, image }: CollectedImage,
  { failure, isChanged = false }: Omit<Extract<Embedded, { failure: string }>, 'id'>,
): string {
  const copy = isPlainPath(image) ? image : undefined;
  if (isChanged) return describeError(new LexiclipError({ kind: 'image-changed', subject: id, copy }));
  return describeError(new LexiclipError({ kind: 'unreadable-image', subject: id, detail: failure, copy }));
}
