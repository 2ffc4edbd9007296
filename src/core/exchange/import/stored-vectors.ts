import type { Collection } from '../../collection/collection.ts';
import { vectorsName, type EmbeddingRow } from '../../collection/embedding-rows.ts';
import { describedVectors, EmbeddingFiles } from '../../collection/embeddings.ts';
import { namesIn } from '../../collection/files.ts';
import { bytesOf } from '../../collection/matrix.ts';
import {
  EMBEDDINGS_FOLDER,
  embeddingsPath,
  NEIGHBOURS_FOLDER,
  neighboursKept,
  neighboursPath,
} from '../../collection/paths.ts';
import type { DeviceInfo, ModelInfo } from '../../collection/schema.ts';
import type { Sha256 } from '../../sha256.ts';
import { importedModelId, isImportedId } from './names.ts';

/** Of vectors that were computed elsewhere: how pixels were prepared is not known. */
const PREPROCESSING = 'imported';

export interface VectorStore {
  readonly collection: Collection;
  readonly sha256: Sha256;
}

/** Where something was computed that was read from a file. */
export function importedDevice(file: string): DeviceInfo {
  return { provider: 'another machine', reason: `computed elsewhere, read from ${file}` };
}

/**
 * Stores vectors as those of a model of their own. Its id has a digest of the numbers: whatever stands is replaced by
 * none of it, so that a process that is killed on the way leaves what there was, or all of it.
 * @param label The name that people gave.
 */
export async function storeVectors(
  label: string,
  file: string,
  rows: readonly EmbeddingRow[],
  dimension: number,
  { collection, sha256 }: VectorStore,
): Promise<ModelInfo> {
  const numbers = new Float32Array(rows.length * dimension);
  rows.forEach(({ vector }, at) => numbers.set(vector, at * dimension));
  const ids = rows.map(({ id, sha256: digest }) => `${id} ${digest}`).join('\n');
  const digest = await sha256(`${await sha256(bytesOf(numbers))}\n${ids}`);
  const model = { id: importedModelId(label, digest), label, sha256: digest, standIn: false };
  const files = new EmbeddingFiles(collection, sha256, vectorsName(model));
  if ((await files.matrix())?.description.model.sha256 !== digest)
    await files.write({
      model,
      device: importedDevice(file),
      preprocessing: PREPROCESSING,
      dimension,
      rows: new Map(rows.map((row) => [row.id, row])),
    });
  return model;
}

/**
 * Removes the vectors that were imported by the same name before. Their description goes after their neighbours and before
 * their numbers: a process that is killed on the way leaves what the next one finds, and no numbers that count as vectors.
 */
export async function removeEarlierVectors(
  { id, label }: ModelInfo,
  { collection }: Pick<VectorStore, 'collection'>,
): Promise<void> {
  const { store } = collection;
  const names = await namesIn(collection, EMBEDDINGS_FOLDER);
  for (const file of names) {
    const [, name, extension] = /^(.+)\.(json|npy)$/.exec(file) ?? [];
    if (name === undefined || name === id) continue;
    const isEarlier =
      extension === 'json'
        ? await isImportedBy(label, name, collection)
        : isImportedId(name, label) && !names.includes(`${name}.json`);
    if (!isEarlier) continue;
    for (const k of neighboursKept(name, await namesIn(collection, NEIGHBOURS_FOLDER)))
      for (const part of ['indices.npy', 'distances.npy', 'json'])
        await store.remove(neighboursPath(name, k, part));
    for (const part of ['json', 'npy']) await store.remove(embeddingsPath(name, part));
  }
}

async function isImportedBy(label: string, name: string, collection: Collection): Promise<boolean> {
  const described = await describedVectors(collection, name);
  return described?.preprocessing === PREPROCESSING && described.model.label === label;
}
