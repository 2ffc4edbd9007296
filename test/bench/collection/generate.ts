import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { Collection } from '../../../src/core/collection/collection.ts';
import { EmbeddingFiles } from '../../../src/core/collection/embeddings.ts';
import { encodeJson } from '../../../src/core/collection/json.ts';
import { NeighbourFiles } from '../../../src/core/collection/neighbours.ts';
import { conceptFolder, conceptSlug, promptPath, thumbnailPath } from '../../../src/core/collection/paths.ts';
import type { ProjectionFile } from '../../../src/core/collection/schema.ts';
import { seededRandom } from '../../../src/core/project/random.ts';
import { FolderStore } from '../../../src/node/collection/folder-store.ts';
import { sha256 } from '../../../src/node/sha256.ts';

/** Names the vectors. */
export const VECTORS = 'bench';
/** Few, so that 100,000 rows are small: what is measured is the collection, not the arithmetic. */
const DIMENSION = 64;
const NEIGHBOURS = 15;
const CONCEPTS = 12;
const WRITTEN_AT_ONCE = 64;

const model = { id: VECTORS, label: 'Generated', sha256: 'f'.repeat(64), standIn: true };
const device = { provider: 'cpu', reason: 'generated' };
const at = '2026-01-02T03:04:05.000Z';
const WORDS =
  'oil painting of a quiet harbour at dawn, soft light, detailed, 35 mm, by nobody in particular'.split(' ');

/** Writes a collection of n images, the same each time: all files but the images themselves. */
export async function generateCollection(workspace: string, n: number): Promise<void> {
  const random = seededRandom(n);
  const folder = path.join(workspace, '.lexiclip');
  const store = new FolderStore(folder);
  const turn = await store.takeTurn({ signal: new AbortController().signal, onProgress: () => undefined });
  try {
    const collection = new Collection(store);
    const ids = Array.from({ length: n }, (_, index) => idOf(index, random));
    const concepts = Array.from({ length: Math.min(CONCEPTS, n) }, (_, index) => `concept ${String(index)}`);
    for (const [index, name] of concepts.entries()) {
      await collection.addConcept(name);
      const images = ids.filter((_, row) => row % concepts.length === index);
      const counts = { requested: images.length, available: images.length };
      await collection.writeConcept(conceptSlug(name), {
        ...{ query: name, source: 'lexica', fetchedAt: at, images, missing: [] },
        ...counts,
      });
    }
    await writePrompts(folder, ids, concepts, random);
    // In the collection's order, as the stages write them.
    const ordered = concepts.flatMap((_, index) => ids.filter((_id, row) => row % concepts.length === index));
    await writeVectors(collection, ordered, random);
    for (const method of ['umap', 'tsne'] as const)
      await collection.writeProjection(projectionOf(method, ordered, random));
  } finally {
    await turn.release();
  }
}

async function writePrompts(
  folder: string,
  ids: readonly string[],
  concepts: readonly string[],
  random: () => number,
): Promise<void> {
  const thumbnail = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
    .webp()
    .toBuffer();
  for (const name of concepts)
    await mkdir(path.join(folder, conceptFolder(conceptSlug(name))), { recursive: true });
  await mkdir(path.join(folder, 'cache/thumbnails'), { recursive: true });
  for (let from = 0; from < ids.length; from += WRITTEN_AT_ONCE)
    await Promise.all(
      ids.slice(from, from + WRITTEN_AT_ONCE).map(async (id, offset) => {
        const concept = concepts[(from + offset) % concepts.length] ?? '';
        const words = Array.from(
          { length: 20 + Math.floor(random() * 20) },
          () => WORDS[Math.floor(random() * WORDS.length)],
        );
        const record = {
          ...{
            id,
            src: `https://image.example/${id}`,
            prompt: words.join(' '),
            seed: String(Math.floor(random() * 1e9)),
          },
          ...{ width: 512, height: 512, guidance: 7, grid: false, nsfw: false, model: 'generated' },
          lexiclip: {
            concept,
            source: 'lexica',
            image: `images/${id}.webp`,
            sha256: digestOf(id),
            fetchedAt: at,
          },
        };
        await writeFile(path.join(folder, promptPath(conceptSlug(concept), id)), encodeJson(record));
        await writeFile(path.join(folder, thumbnailPath(id)), thumbnail);
      }),
    );
}

async function writeVectors(
  collection: Collection,
  ids: readonly string[],
  random: () => number,
): Promise<void> {
  const rows = ids.map((id) => {
    const vector = Float32Array.from({ length: DIMENSION }, () => random() - 0.5);
    const length = Math.hypot(...vector);
    return { id, sha256: digestOf(id), vector: vector.map((value) => value / length) };
  });
  const origin = { model, device, preprocessing: 'generated', dimension: DIMENSION };
  await new EmbeddingFiles(collection, sha256, VECTORS).write({
    ...origin,
    rows: new Map(rows.map((row) => [row.id, row])),
  });
  const count = ids.length;
  const k = Math.min(NEIGHBOURS, count - 1);
  // Any others: what is measured is how they are read.
  const indices = Int32Array.from(
    { length: count * k },
    (_, place) => (Math.floor(place / k) + 1 + (place % k)) % count,
  );
  const distances = Float32Array.from({ length: count * k }, (_, place) => 0.1 + (place % k) / 100);
  const graph = { count, k, indices, distances };
  const compared = { modelSha256: model.sha256, preprocessing: origin.preprocessing };
  await new NeighbourFiles(collection, sha256, VECTORS).write({ ...compared, rows, graph });
}

function projectionOf(method: 'umap' | 'tsne', ids: readonly string[], random: () => number): ProjectionFile {
  return {
    ...{ name: method, method, parameters: {}, seed: 42, model, device, createdAt: at, inputSha256: '' },
    points: ids.map((id) => ({
      id,
      x: random() * 20,
      y: random() * 20,
      distortion: Math.round(random() * 1000) / 1000,
    })),
  };
}

/** As services name their images: 32 hexadecimal digits in five groups. */
function idOf(index: number, random: () => number): string {
  const tail = Math.floor(random() * 2 ** 48)
    .toString(16)
    .padStart(12, '0');
  return `${index.toString(16).padStart(8, '0')}-0000-4000-8000-${tail}`;
}

function digestOf(id: string): string {
  return id.replaceAll('-', '').padEnd(64, '0');
}
