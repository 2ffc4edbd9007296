import type { Collection } from '../../src/core/collection/collection.ts';
import { EmbeddingFiles } from '../../src/core/collection/embeddings.ts';
import type { JsonObject } from '../../src/core/collection/json-value.ts';
import { conceptSlug, imagePath } from '../../src/core/collection/paths.ts';
import type { ProjectionFile, ProjectionMethod } from '../../src/core/collection/schema.ts';
import type { StoredClusters } from '../../src/core/collection/stored-clusters.ts';
import { sha256 } from '../../src/node/sha256.ts';

const madeAt = '2026-01-02T03:04:05.000Z';
export const model = { id: 'model', label: 'Model', sha256: 'model-digest', standIn: false };
export const device = { provider: 'cpu', reason: 'as chosen' };

/** Puts images into a collection as a fetch would: bytes, prompt files, and the concept's list of them. */
export async function addImages(
  collection: Collection,
  concept: string,
  ids: readonly string[],
  records: Readonly<Record<string, JsonObject>> = {},
): Promise<void> {
  const slug = conceptSlug(concept);
  await collection.addConcept(concept);
  for (const id of ids) {
    const image = imagePath(id, 'webp');
    const mark = { concept, source: 'fake', image, sha256: `digest of ${id}`, fetchedAt: madeAt };
    await collection.store.write(image, `pixels of ${id}`);
    await collection.writePrompt(slug, id, { id, prompt: ` a ${concept} `, ...records[id] }, mark);
  }
  await collection.writeConcept(slug, {
    query: concept,
    source: 'fake',
    requested: ids.length,
    fetchedAt: madeAt,
    available: ids.length,
    images: [...ids],
    missing: [],
  });
}

/** Stores the vectors of images that `addImages` put there, as embedding does. @param name Which vectors they are. */
export async function embed(
  collection: Collection,
  vectors: readonly (readonly [id: string, vector: ArrayLike<number>])[],
  name = model.id,
): Promise<void> {
  const rows = vectors.map(([id, vector]) => ({
    id,
    sha256: `digest of ${id}`,
    vector: Float32Array.from(vector),
  }));
  await new EmbeddingFiles(collection, sha256, name).write({
    model,
    device,
    preprocessing: '',
    dimension: rows[0]?.vector.length ?? 0,
    rows: new Map(rows.map((row) => [row.id, row])),
  });
}

/** A map with the points (0, 0), (1, -1), (2, -2), … */
export function projection(method: ProjectionMethod, ids: readonly string[]): ProjectionFile {
  const points = ids.map((id, index) => ({ id, x: index, y: index === 0 ? 0 : -index }));
  return {
    name: method,
    method,
    parameters: {},
    seed: 42,
    model,
    device,
    createdAt: madeAt,
    inputSha256: '',
    points,
  };
}

/** Clusters of these names and images at the level `fine`, all in one cluster at the level `coarse`. */
export function storedClusters(fine: Readonly<Record<string, readonly string[]>>): StoredClusters {
  const clusters = Object.entries(fine).map(([name, images], at) => ({
    id: `fine-${at + 1}`,
    name,
    suggested: name,
    size: images.length,
    medoid: images[0] ?? '',
    parent: 'coarse-1',
  }));
  const ids = Object.values(fine).flat();
  const whole = { id: 'coarse-1', name: 'all', suggested: 'all', size: ids.length, medoid: ids[0] ?? '' };
  return {
    formatVersion: 1,
    model,
    parameters: { method: 'leiden', neighbours: 15, concepts: true },
    seed: 42,
    inputSha256: '',
    levels: [
      { name: 'coarse', resolution: 1, clusters: [whole] },
      { name: 'fine', resolution: 2, clusters },
    ],
    ids,
    clusterOf: Int32Array.from(Object.values(fine).flatMap((images, at) => images.map(() => at))),
  };
}
