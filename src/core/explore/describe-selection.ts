import * as l10n from '@vscode/l10n';
import { countOfImages } from '../counted.ts';
import { localList, localNumber } from '../language.ts';
import { plainText } from '../plain-text.ts';
import type { ExplorerMap, ProjectionView } from './map.ts';

/** What is selected on a map. */
interface Selected {
  readonly map: Pick<ExplorerMap, 'concepts' | 'images'>;
  readonly projection: Pick<ProjectionView, 'xy'>;
  /** 1 for each image that is hidden. */
  readonly hidden: Uint8Array | undefined;
  /** 1 for each image that is selected. */
  readonly selected: Uint8Array | undefined;
}

/** So many concepts are named; those of which most is selected. */
const NAMED = 3;
/** Characters of a concept's name. */
const LONGEST_NAME = 24;

/**
 * How many images are selected, and of which concepts, in one line: `12 of 120 images selected: 7 cat, 5 dog`. Empty where
 * none is.
 * @param count Of all that are selected, some of which may not be on the map.
 */
export function describeSelection({ map, projection, hidden, selected }: Selected, count: number): string {
  if (count === 0) return '';
  const { concepts, images } = map;
  const counts = new Uint32Array(concepts.length);
  let [all, seen, unseen] = [0, 0, 0];
  for (let row = 0; row < images.ids.length; row++) {
    const isPlaced = !Number.isNaN(projection.xy[2 * row] ?? NaN);
    if (isPlaced) all++;
    if (selected?.[row] !== 1 || !isPlaced) continue;
    seen++;
    if (hidden?.[row] === 1) unseen++;
    const concept = images.concepts[row] ?? -1;
    counts[concept] = (counts[concept] ?? 0) + 1;
  }
  const others = [
    unseen > 0 ? l10n.t('{0} hidden', localNumber(unseen)) : [],
    count > seen ? l10n.t('{0} not on this map', localNumber(count - seen)) : [],
  ].flat();
  const whole = countOfImages(Math.max(all, count));
  const head =
    others.length === 0
      ? l10n.t('{0} of {1} selected', localNumber(count), whole)
      : l10n.t('{0} of {1} selected ({2})', localNumber(count), whole, localList(others));
  const parts = partsOf(counts, concepts);
  return parts === '' ? head : l10n.t('{0}: {1}', head, parts);
}

/** Nothing where there is only one concept: it says what the map does. */
function partsOf(counts: Uint32Array, concepts: readonly string[]): string {
  if (concepts.length < 2) return '';
  const parts = concepts
    .map((name, at) => ({ name, count: counts[at] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const named = parts
    .slice(0, NAMED)
    .map(({ name, count }) =>
      l10n.t('{count} {concept}', { count: localNumber(count), concept: plainText(name, LONGEST_NAME) }),
    );
  const rest = parts.length - named.length;
  if (rest > 0)
    named.push(rest === 1 ? l10n.t('1 more concept') : l10n.t('{0} more concepts', localNumber(rest)));
  return localList(named);
}
