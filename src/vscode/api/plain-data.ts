import type { CollectedImage, CollectionView } from '../../core/collection/collection-view.ts';
import { inSlices } from '../../core/collection/in-slices.ts';
import type { Pause } from '../../core/collection/index-entries.ts';
import { projectionPath } from '../../core/collection/paths.ts';
import type { StoredMap } from '../../core/collection/stored-map.ts';
import type { LexiclipImage, LexiclipMap, LexiclipPoint } from './lexiclip-api.ts';

/* What the API answers, made of what we hold: copies, so that nobody outside can change it. */

/** @param addressOf The address of a file by its path in the collection. */
export async function imagesOf(
  { images, concepts }: CollectionView,
  addressOf: (path: string) => string,
  pause: Pause,
): Promise<LexiclipImage[]> {
  const names = concepts.map(({ name }) => name);
  const answer: LexiclipImage[] = [];
  await inSlices(images, pause, (image) => {
    answer.push(imageOf(image, names, addressOf));
  });
  return answer;
}

function imageOf(
  { id, concepts, prompt, negativePrompt, nsfw, fields, path }: CollectedImage,
  names: readonly string[],
  addressOf: (path: string) => string,
): LexiclipImage {
  const { tags = [], rating } = fields;
  return {
    id,
    concepts: concepts.flatMap((at) => names[at] ?? []),
    prompt,
    negativePrompt,
    nsfw,
    tags: [...tags],
    ...(rating === undefined ? {} : { rating }),
    promptFile: addressOf(path),
  };
}

export function mapOf(map: StoredMap, addressOf: (path: string) => string): LexiclipMap {
  const { name, method, parameters, seed, createdAt, model, dimensions, ids } = map;
  return {
    name,
    method,
    parameters: { ...parameters },
    seed,
    createdAt,
    model: { id: model.id, label: model.label },
    dimensions,
    points: ids.length,
    file: addressOf(projectionPath(name)),
  };
}

export async function pointsOf(
  { ids, dimensions, layout }: StoredMap,
  pause: Pause,
): Promise<LexiclipPoint[]> {
  const answer: LexiclipPoint[] = [];
  await inSlices(ids, pause, (id, row) => {
    const [x = NaN, y = NaN, z = NaN] = layout.subarray(row * dimensions, (row + 1) * dimensions);
    answer.push({ id, x, y, ...(dimensions === 3 && !Number.isNaN(z) ? { z } : {}) });
  });
  return answer;
}
