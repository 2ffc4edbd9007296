import { LexiclipError } from '../errors.ts';
import type { Sha256 } from '../sha256.ts';
import type { CollectedImage } from './collection-view.ts';
import type { Collection } from './collection.ts';
import { EmbeddingFiles } from './embeddings.ts';
import type { ComparedVectors } from './neighbours.ts';
import type { DeviceMark, ModelMark } from './schema.ts';
import type { VectorSet } from './vector-set.ts';

/** A collection's images that have vectors, in its order, with the vectors. */
export interface CollectedVectors extends VectorSet, ComparedVectors {
  /** Names the vectors in the collection (`vectorsName`). */
  readonly name: string;
  readonly images: readonly CollectedImage[];
  readonly model: ModelMark;
  readonly device: DeviceMark;
}

/** @throws LexiclipError `no-vectors`. */
export async function collectedVectors({
  collection,
  vectors: name,
  sha256,
}: {
  readonly collection: Collection;
  readonly vectors: string;
  readonly sha256: Sha256;
}): Promise<CollectedVectors> {
  const embeddings = await new EmbeddingFiles(collection, sha256, name).read();
  const images = (await collection.view()).images.filter(
    (image) => embeddings?.rows.get(image.id)?.sha256 === image.sha256,
  );
  if (embeddings === undefined || images.length === 0) throw new LexiclipError({ kind: 'no-vectors' });
  const { model, device, preprocessing, dimension } = embeddings;
  // Shared: threads that compare and lay out look at these, and need none of their own.
  const bytes = images.length * dimension * Float32Array.BYTES_PER_ELEMENT;
  const vectors = new Float32Array(new SharedArrayBuffer(bytes));
  const rows = images.map(({ id, sha256: digest }, row) => {
    vectors.set(embeddings.rows.get(id)?.vector ?? [], row * dimension);
    return { id, sha256: digest };
  });
  return { name, images, model, device, modelSha256: model.sha256, preprocessing, rows, vectors, dimension };
}
