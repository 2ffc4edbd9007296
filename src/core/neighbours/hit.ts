import type { CollectedImage } from '../collection/collection-view.ts';
import type { SearchHit } from '../reports.ts';

/** An image as an answer. `concepts` are the collection's. */
export function hitOf(image: CollectedImage, concepts: readonly string[], score: number): SearchHit {
  const { id, prompt, path } = image;
  const names = image.concepts.flatMap((index) => concepts[index] ?? []);
  return { id, score, concepts: names, prompt, path };
}
