import type { CollectedImage } from '../collection/collection-view.ts';
import type { FoundImage, SearchHit } from '../reports.ts';

/** An image as an answer. `concepts` are the collection's. */
export function hitOf(image: CollectedImage, concepts: readonly string[], score: number): SearchHit {
  return { ...foundImage(image, concepts), score };
}

/** The same of one that was not compared. */
export function foundImage(image: CollectedImage, concepts: readonly string[]): FoundImage {
  const { id, prompt, path } = image;
  return { id, concepts: image.concepts.flatMap((index) => concepts[index] ?? []), prompt, path };
}
