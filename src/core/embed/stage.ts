import type { CollectedImage, Collection } from '../collection/collection.ts';
import { EmbeddingFiles, vectorsName, type EmbeddingRow, type Embeddings } from '../collection/embeddings.ts';
import { thumbnailPath } from '../collection/paths.ts';
import type { FailedImage, ModelMark } from '../collection/schema.ts';
import { LexiclipError } from '../errors.ts';
import type { Embedder, EmbedderReady, ImageDecoder, Logger, Sha256 } from '../ports.ts';
import type { EmbedReport } from '../reports.ts';
import type { LongTask } from '../signal.ts';
import { describeError } from '../wording.ts';

export interface EmbedDependencies {
  readonly collection: Collection;
  readonly embedder: Embedder;
  readonly decoder: ImageDecoder;
  readonly logger: Logger;
  readonly sha256: Sha256;
  /** Told of each batch once it is on disk, and of what made it. */
  readonly onRows?: (rows: readonly EmbeddingRow[], ready: EmbedderReady) => void;
}

/**
 * Stage 2: a vector and a thumbnail for each image of the collection that lacks one. The model is not even
 * loaded when nothing is missing. Finished batches stand on disk before the next one starts.
 * @throws LexiclipError `no-images` for an empty collection, and whatever loading the model throws.
 */
export async function embedImages(dependencies: EmbedDependencies, task: LongTask): Promise<EmbedReport> {
  const { collection, embedder } = dependencies;
  const images = await collection.images();
  if (images.length === 0) throw new LexiclipError({ kind: 'no-images' });

  let most = 0;
  for (const candidate of await embedder.candidates()) {
    const standing = await current(candidate, dependencies);
    const { length } = images.filter((image) => hasRow(standing, image));
    if (standing !== undefined && length === images.length) {
      await makeThumbnails(images, dependencies, task);
      return { embedded: 0, model: standing.model, device: standing.device, failed: [] };
    }
    most = Math.max(most, length);
  }
  // Thumbnails are made while the network runs.
  const [report, thumbnails] = await Promise.allSettled([
    embedMissing(images, images.length - most, dependencies, task),
    makeThumbnails(images, dependencies, task),
  ]);
  if (report.status === 'rejected') throw report.reason;
  if (thumbnails.status === 'rejected') throw thumbnails.reason;
  return report.value;
}

async function embedMissing(
  images: readonly CollectedImage[],
  count: number,
  dependencies: EmbedDependencies,
  task: LongTask,
): Promise<EmbedReport> {
  const { collection, embedder, logger, sha256 } = dependencies;
  const ready = await embedder.load(task, count);
  const files = new EmbeddingFiles(collection.store, sha256, vectorsName(ready.model));
  const standing = await current(ready.model, dependencies);
  const wanted = images.filter((image) => !hasRow(standing, image));
  const byId = new Map(wanted.map((image) => [image.id, image]));
  const failed: FailedImage[] = [];
  let done = 0;
  let journal: Omit<Embeddings, 'rows'> | undefined;

  const jobs = wanted.map(({ id, prompt }) => ({ id, path: collection.store.locate(prompt.lexiclip.image) }));
  try {
    for await (const batch of embedder.embed(jobs, task.signal)) {
      const rows: EmbeddingRow[] = [];
      for (const item of batch) {
        const sha256 = byId.get(item.id)?.prompt.lexiclip.sha256 ?? '';
        if ('vector' in item) rows.push({ id: item.id, sha256, vector: item.vector });
        else failed.push({ id: item.id, reason: unreadable(item.id, item.failure) });
      }
      const dimension = rows[0]?.vector.length;
      if (dimension !== undefined) {
        if (journal === undefined) {
          journal = { ...ready, preprocessing: embedder.preprocessing, dimension };
          await files.startJournal(journal);
        }
        await files.appendToJournal(rows);
        dependencies.onRows?.(rows, ready);
      }
      done += batch.length;
      const message = `${String(done)} of ${String(wanted.length)} images on ${ready.device.provider}`;
      task.onProgress({ stage: 'embed', done, total: wanted.length, message });
    }
  } finally {
    // Reading merges the journal, also when the run was cancelled or the process died for good.
    if (journal !== undefined) await files.read();
  }
  for (const { reason } of failed) logger.warn(reason);
  return { embedded: done - failed.length, model: ready.model, device: ready.device, failed };
}

async function makeThumbnails(
  images: readonly CollectedImage[],
  { collection, decoder, logger }: EmbedDependencies,
  task: LongTask,
): Promise<void> {
  const { store } = collection;
  const jobs = [];
  for (const { id, prompt } of images) {
    if (await store.exists(thumbnailPath(id))) continue;
    jobs.push({ image: store.locate(prompt.lexiclip.image), thumbnail: store.locate(thumbnailPath(id)) });
  }
  if (jobs.length === 0) return;
  task.onProgress({
    stage: 'embed',
    done: 0,
    total: jobs.length,
    message: `${String(jobs.length)} thumbnails`,
  });
  const failures = await decoder.thumbnails(jobs, task.signal);
  for (const [index, detail] of failures) logger.warn(unreadable(jobs[index]?.image ?? '', detail));
}

/** The vectors that stand for a model, where they are of this file of it, and of pixels prepared as now. */
async function current(
  model: ModelMark,
  { collection, embedder, sha256 }: EmbedDependencies,
): Promise<Embeddings | undefined> {
  const standing = await new EmbeddingFiles(collection.store, sha256, vectorsName(model)).read();
  if (standing?.preprocessing !== embedder.preprocessing) return undefined;
  return standing.model.sha256 === model.sha256 ? standing : undefined;
}

function hasRow(embeddings: Embeddings | undefined, image: CollectedImage): boolean {
  return embeddings?.rows.get(image.id)?.sha256 === image.prompt.lexiclip.sha256;
}

function unreadable(subject: string, detail: string): string {
  return describeError(new LexiclipError({ kind: 'unreadable-image', subject, detail }));
}
