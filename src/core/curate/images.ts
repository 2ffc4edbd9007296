import type { CollectedConcept, CollectedImage, CollectionView } from '../collection/collection-view.ts';
import { conceptKey } from '../concepts.ts';
import { LexiclipError } from '../errors.ts';

/** The images of these ids, each once. @throws LexiclipError `no-such-images`, `nothing-selected` for none. */
export function imagesOf(view: CollectionView, ids: readonly string[]): readonly CollectedImage[] {
  const unique = [...new Set(ids)];
  if (unique.length === 0) throw new LexiclipError({ kind: 'nothing-selected' });
  const unknown = unique.filter((id) => view.image(id) === undefined);
  if (unknown.length > 0) throw new LexiclipError({ kind: 'no-such-images', ids: unknown });
  return unique.flatMap((id) => view.image(id) ?? []);
}

/** By its name, in any case and with any blanks where none is spelled so. @throws LexiclipError `no-such-concept`. */
export function conceptNamed(view: CollectionView, name: string): CollectedConcept {
  const { concepts } = view;
  const found =
    concepts.find((concept) => concept.name === name) ??
    concepts.find((concept) => conceptKey(concept.name) === conceptKey(name));
  if (found === undefined) throw new LexiclipError({ kind: 'no-such-concept', concept: name });
  return found;
}

/** The concepts that an image is in. */
export function conceptsOf(view: CollectionView, image: CollectedImage): readonly CollectedConcept[] {
  return image.concepts.flatMap((index) => view.concepts[index] ?? []);
}
