import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import type { Collection } from '../../../src/core/collection/collection.ts';
import { EmbeddingFiles } from '../../../src/core/collection/embeddings.ts';
import { encodeJson } from '../../../src/core/collection/json.ts';
import { NeighbourFiles } from '../../../src/core/collection/neighbours.ts';
import { columnsOf } from '../../../src/core/collection/parsed-files.ts';
import {
  conceptFolder,
  conceptSlug,
  promptPath,
  thumbnailPath,
  THUMBNAILS_FOLDER,
} from '../../../src/core/collection/paths.ts';
import type { ProjectionFile } from '../../../src/core/collection/schema.ts';
import { preprocessingName } from '../../../src/core/embed/model-description.ts';
import { CLIP } from '../../../src/core/embed/models.ts';
import { defaultParameters } from '../../../src/core/project/parameters.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { CollectionFolder } from '../../../src/node/collection/collection-folder.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { conceptSizes, FETCHED_AT, generateImages, type GeneratedImage } from './records.ts';
import { device, dimensionOf, model, NEIGHBOURS, VECTORS_NAME } from './shape.ts';
import { generateGraph, generateVectors } from './vectors.ts';

/** Hard links to one thumbnail file. The lowest limit is that of NTFS: 1,023. */
const MOST_LINKS = 1000;

/**
 * Writes a collection of n images into a workspace, the same for the same seed. The image files themselves are left out:
 * no row reads them.
 * @param workspace Absolute; the collection is its `.lexiclip`.
 * @returns Its images, in its order.
 */
export async function generateCollection(
  workspace: string,
  n: number,
  seed: number,
): Promise<readonly GeneratedImage[]> {
  mkdirSync(workspace, { recursive: true });
  const logger = {
    info: () => undefined,
    warn: (message: string) => process.stderr.write(`${message}\n`),
  };
  const folder = new CollectionFolder(workspace, path.join(workspace, 'image-folders'), logger);
  const task = { signal: new AbortController().signal, onProgress: () => undefined };
  const random = seededRandom(seed);
  const images = generateImages(n, random);
  await folder.writing(task, async () => {
    await writeConcepts(folder.collection, images);
    await writeFilesOfImages(folder.path, images);
    await writeVectors(folder.collection, images, random);
    for (const method of ['umap', 'tsne'] as const)
      await folder.collection.writeProjection(generateMap(method, images, random));
  });
  return images;
}

async function writeConcepts(collection: Collection, images: readonly GeneratedImage[]): Promise<void> {
  const concepts = conceptSizes(images.length);
  for (const { concept } of concepts) await collection.addConcept(concept);
  let from = 0;
  for (const { concept: query, size } of concepts) {
    const ids = images.slice(from, from + size).map(({ id }) => id);
    from += size;
    await collection.writeConcept(conceptSlug(query), {
      query,
      source: 'lexica',
      requested: size,
      fetchedAt: FETCHED_AT,
      available: size,
      images: ids,
      missing: [],
    });
  }
}

/** Writes directly, not through the collection's store with its checks for each file: 200,000 files take seconds. */
async function writeFilesOfImages(folder: string, images: readonly GeneratedImage[]): Promise<void> {
  const thumbnail = await makeThumbnail();
  mkdirSync(path.join(folder, THUMBNAILS_FOLDER), { recursive: true });
  for (const { concept } of conceptSizes(images.length))
    mkdirSync(path.join(folder, conceptFolder(conceptSlug(concept))), { recursive: true });
  let written = '';
  for (const [index, { id, concept, raw, mark }] of images.entries()) {
    const prompt = encodeJson({ ...raw, lexiclip: mark });
    writeFileSync(path.join(folder, promptPath(conceptSlug(concept), id)), prompt);
    const file = path.join(folder, thumbnailPath(id));
    if (index % MOST_LINKS > 0) linkSync(written, file);
    else writeFileSync((written = file), thumbnail);
  }
}

/** One thumbnail for all images, of the product's format and size: the size of an exported page depends on it. */
async function makeThumbnail(): Promise<Uint8Array> {
  const side = 256;
  const random = seededRandom(1);
  const pixels = Uint8Array.from({ length: 3 * side * side }, (_, at) => {
    const [x, y] = [Math.floor(at / 3) % side, Math.floor(at / 3 / side)];
    return 128 + 60 * Math.sin(x / 20 + (at % 3)) + 40 * Math.cos(y / 9) + 20 * (random() - 0.5);
  });
  const raw = { width: side, height: side, channels: 3 as const };
  return sharp(pixels, { raw }).webp({ quality: 80, effort: 0 }).toBuffer();
}

async function writeVectors(
  collection: Collection,
  images: readonly GeneratedImage[],
  random: () => number,
): Promise<void> {
  const { length: n } = images;
  const dimension = dimensionOf(n);
  const preprocessing = preprocessingName(CLIP);
  const vectors = generateVectors(n, dimension, random);
  const rows = images.map(({ id, mark }) => ({ id, sha256: mark.sha256 }));
  const withVectors = rows.map((row, at) => ({
    ...row,
    vector: vectors.subarray(at * dimension, (at + 1) * dimension),
  }));
  const byId = new Map(withVectors.map((row) => [row.id, row]));
  const embeddings = new EmbeddingFiles(collection, sha256, VECTORS_NAME);
  await embeddings.write({ rows: byId, model, device, preprocessing, dimension });
  const graph = generateGraph(n, Math.min(NEIGHBOURS, n - 1), random);
  const neighbours = new NeighbourFiles(collection, sha256, VECTORS_NAME);
  await neighbours.write({ graph, modelSha256: model.sha256, preprocessing, ...columnsOf(rows) });
}

function generateMap(
  method: 'umap' | 'tsne',
  images: readonly GeneratedImage[],
  random: () => number,
): ProjectionFile {
  // Engines lay out in float32.
  const coordinate = (): number => Math.fround(20 * (random() + random() - 1));
  const points = images.map(({ id }) => {
    const distortion = Math.round(random() * 1000) / 1000;
    return { id, x: coordinate(), y: coordinate(), distortion };
  });
  return {
    name: method,
    method,
    parameters: defaultParameters(method),
    seed: 42,
    model,
    device,
    createdAt: FETCHED_AT,
    inputSha256: '',
    origin: 'anew',
    quality: { k: 15, trustworthiness: 0.98, continuity: 0.97, neighboursKept: 0.4 },
    points,
  };
}
