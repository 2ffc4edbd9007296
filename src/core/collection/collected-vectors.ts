import { LexiclipError } from '../errors.ts';
import type { Sha256 } from '../sha256.ts';
import type { CollectedImage, CollectionView } from './collection-view.ts';
import type { Collection } from './collection.ts';
import { isDirection, type Embeddings } from './embedding-rows.ts';
import { EmbeddingFiles, type EmbeddingsMatrix } from './embeddings.ts';
import { inSlices } from './in-slices.ts';
import type { RowPlaces } from './matrix.ts';
import { isOfSameRows, type ComparedVectors } from './neighbours.ts';
import { columnsOf, type EmbeddingsDescription } from './parsed-files.ts';
import { embeddingsPath, EMBEDDINGS_FOLDER } from './paths.ts';
import type { DeviceInfo, ModelInfo } from './schema.ts';
import type { VectorSet } from './vector-set.ts';

/** A collection's images that have vectors, in its order. `ids` and `digests` are theirs. */
export interface CollectedRows extends ComparedVectors {
  readonly images: readonly CollectedImage[];
  readonly model: ModelInfo;
  readonly device: DeviceInfo;
}

/** The same with the vectors. */
export interface CollectedVectors extends CollectedRows, VectorSet {
  /** Names the vectors in the collection (`vectorsName`). */
  readonly name: string;
}

export interface CollectedDependencies {
  readonly collection: Collection;
  /** Names the vectors (`vectorsName`). */
  readonly vectors: string;
  readonly sha256: Sha256;
}

/** Two copies of it fit beside each other into what an editor can spare. */
const LARGEST_KEPT_BYTES = 256e6;

/** @throws LexiclipError `no-vectors`. */
export async function collectedVectors(dependencies: CollectedDependencies): Promise<CollectedVectors> {
  const { collection, vectors: name, sha256 } = dependencies;
  const files = new EmbeddingFiles(collection, sha256, name);
  const view = await collection.view();
  const description = await files.describe();
  const kept = description && (await keptVectors(name, view, description, files, collection));
  const found = kept ?? (await gathered(view, await files.read(), collection));
  if (found === undefined || found.images.length === 0) throw new LexiclipError({ kind: 'no-vectors' });
  return { ...found, name };
}

/**
 * Which images have vectors, without reading any; undefined where a run has left a journal, or nothing.
 * A row whose vector turns out to be none is among them.
 */
export async function collectedRows({
  collection,
  vectors,
  sha256,
}: CollectedDependencies): Promise<CollectedRows | undefined> {
  const description = await new EmbeddingFiles(collection, sha256, vectors).describe();
  return description && (await alignedRows(await collection.view(), description, collection)).rows;
}

interface AlignedRows {
  readonly rows: CollectedRows;
  /** The row of the matrix that each image has. */
  readonly matrixRows: readonly number[];
}

/** By description: the view that it was aligned with last, and the rows. */
const alignments = new WeakMap<EmbeddingsDescription, { view: CollectionView; aligned: AlignedRows }>();

async function alignedRows(
  view: CollectionView,
  description: EmbeddingsDescription,
  { pause }: Collection,
): Promise<AlignedRows> {
  const known = alignments.get(description);
  if (known?.view === view) return known.aligned;
  const { model, device, preprocessing } = description;
  const rowOf = new Map<string, number>();
  await inSlices(description.ids, pause, (id, row) => {
    rowOf.set(id, row);
  });
  const images: CollectedImage[] = [];
  const matrixRows: number[] = [];
  await inSlices(view.images, pause, (image) => {
    const row = rowOf.get(image.id) ?? -1;
    if (description.digests[row] !== image.sha256) return;
    images.push(image);
    matrixRows.push(row);
  });
  const rows = {
    ...columnsOf(images),
    images,
    model,
    device,
    modelSha256: model.sha256,
    preprocessing,
  };
  const aligned = { rows, matrixRows };
  alignments.set(description, { view, aligned });
  return aligned;
}

interface KeptVectors {
  readonly view: CollectionView;
  readonly rows: CollectedRows;
  readonly collected: Omit<CollectedVectors, 'name'>;
}

/** The vectors of a finished run stay in memory, unless they are very large, until files or images change. */
async function keptVectors(
  name: string,
  view: CollectionView,
  description: EmbeddingsDescription,
  files: EmbeddingFiles,
  collection: Collection,
): Promise<Omit<CollectedVectors, 'name'> | undefined> {
  const { cache } = collection;
  const paths = [embeddingsPath(name, 'json'), embeddingsPath(name, 'npy')];
  const read = async (): Promise<KeptVectors | undefined> => {
    const matrix = await files.matrix(async (of) =>
      placesIn(await alignedRows(view, of, collection), of.ids.length),
    );
    if (matrix === undefined) return undefined;
    const { rows } = await alignedRows(view, matrix.description, collection);
    return { view, rows, collected: await usable(rows, matrix, collection) };
  };
  let kept = await cache.get(EMBEDDINGS_FOLDER, paths, read);
  if (kept === undefined) return undefined;
  const { rows } = await alignedRows(view, description, collection);
  const isSame = await isOfSameRows(kept.rows, rows, collection.pause);
  if (kept.view !== view && !isSame) {
    cache.forget(EMBEDDINGS_FOLDER);
    kept = await cache.get(EMBEDDINGS_FOLDER, paths, read);
  }
  if (kept === undefined) return undefined;
  const { collected } = kept;
  if (collected.vectors.byteLength > LARGEST_KEPT_BYTES) cache.forget(EMBEDDINGS_FOLDER);
  // The rows are the same; what is known of their images may be newer.
  const isWhole = isSame && rows.images.length === collected.images.length;
  return { ...collected, images: isWhole ? rows.images : collected.images };
}

/** Puts the row of each image where the image is, whichever comes first in the file. */
function placesIn({ matrixRows }: AlignedRows, rows: number): RowPlaces {
  const places = new Int32Array(rows).fill(-1);
  matrixRows.forEach((row, place) => (places[row] = place));
  return { count: matrixRows.length, of: (row) => places[row] ?? -1 };
}

/** Leaves out images whose vector is none: they are embedded again. */
async function usable(
  rows: CollectedRows,
  { vectors, description: { dimension } }: EmbeddingsMatrix,
  { pause }: Collection,
): Promise<Omit<CollectedVectors, 'name'>> {
  const images: CollectedImage[] = [];
  await inSlices(rows.images, pause, (image, row) => {
    const [from, end] = [row * dimension, (row + 1) * dimension];
    if (!isDirection(vectors.subarray(from, end))) return;
    if (row > images.length) vectors.copyWithin(images.length * dimension, from, end);
    images.push(image);
  });
  if (images.length === rows.images.length) return { ...rows, vectors, dimension };
  const whole = vectors.subarray(0, images.length * dimension);
  return { ...rows, ...columnsOf(images), images, vectors: whole, dimension };
}

/** The same of rows that were brought together from a matrix and journals. */
async function gathered(
  view: CollectionView,
  embeddings: Embeddings | undefined,
  { pause }: Collection,
): Promise<Omit<CollectedVectors, 'name'> | undefined> {
  if (embeddings === undefined) return undefined;
  const { model, device, preprocessing, dimension, rows } = embeddings;
  const images = view.images.filter((image) => rows.get(image.id)?.sha256 === image.sha256);
  const vectors = sharedVectors(images.length, dimension);
  await inSlices(images, pause, ({ id }, row) => {
    vectors.set(rows.get(id)?.vector ?? [], row * dimension);
  });
  const made = { model, device, modelSha256: model.sha256, preprocessing };
  return { ...made, ...columnsOf(images), images, vectors, dimension };
}

/** Shared: threads that compare and lay out look at these, and need none of their own. */
function sharedVectors(count: number, dimension: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(count * dimension * Float32Array.BYTES_PER_ELEMENT));
}
