import { conceptKey, conceptQueries } from '../../core/concepts.ts';
import type { CollectionSnapshot } from '../../core/reports.ts';
import type { ExplorePlan } from './explore-questions.ts';

/**
 * Whether an exploration may bring images to maps that stand: before fetching, all that is known is whether each
 * concept was asked for as many before, of the same source and by the same words, and lacks none.
 */
export function mayBringImages(
  snapshot: CollectionSnapshot | undefined,
  { concepts, count, source }: Pick<ExplorePlan, 'concepts' | 'count' | 'source'>,
): boolean {
  if (snapshot === undefined || snapshot.projections.length === 0) return false;
  // Files come and go.
  if (source === 'folder' || source === 'list') return true;
  return concepts.some((concept) => {
    const key = conceptKey(conceptQueries(concept).name);
    const known = snapshot.concepts.find(({ name }) => conceptKey(name) === key);
    if (known === undefined) return true;
    const isComplete =
      known.source === source &&
      known.query === concept &&
      known.requested >= count &&
      known.missing.length === 0;
    return !isComplete;
  });
}
