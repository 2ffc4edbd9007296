import * as l10n from '@vscode/l10n';
import { localDecimal, localFigure, spokenLanguage } from '../language.ts';
import { categoriesOf, type Categories } from './categories.ts';
import { colouringsOf, colouringTitle, isGrouping, type ColourBy } from './colouring.ts';
import type { NumberColumn } from './field-columns.ts';
import { hilbertPlaces } from './hilbert.ts';
import type { ExplorerMap, ProjectionView } from './map.ts';
import { percent } from './trust.ts';

/** What the images of a gallery are sorted by: what maps are coloured by, and orders that they have anyway. */
export type GallerySort = 'found' | 'score' | 'map' | 'collection' | ColourBy;

/** For people. */
export function gallerySortTitle(by: GallerySort): string {
  switch (by) {
    case 'found':
      return l10n.t('Found first');
    case 'score':
      return l10n.t('Score');
    case 'map':
      return l10n.t('Place on the map');
    case 'collection':
      return l10n.t('Collection');
    default:
      return colouringTitle(by);
  }
}

/** Images that were found, on a map. */
export interface FoundRows {
  /** In the order in which they were found. */
  readonly rows: Uint32Array;
  /** By row; undefined where the order says nothing. */
  readonly scores: ReadonlyMap<number, number> | undefined;
}

/** What images can be sorted by. @param found What was found, if anything; `isShown` where the gallery shows just that. */
export function gallerySortsOf(
  map: ExplorerMap,
  projection: ProjectionView,
  found: FoundRows | undefined,
  isShown: boolean,
): readonly GallerySort[] {
  return [
    ...(isShown ? (['found'] as const) : []),
    ...(found?.scores === undefined ? [] : (['score'] as const)),
    'map',
    'collection',
    ...colouringsOf(map, projection),
  ];
}

/** What images are sorted by: a number of each, and the same for people. */
export interface SortKeys {
  /** NaN where it is not known. */
  readonly keyOf: (row: number) => number;
  readonly textOf: (row: number) => string;
}

/** @param by What this map does not know sorts by its place on the map. */
export function sortKeysOf(
  map: ExplorerMap,
  projection: ProjectionView,
  by: GallerySort,
  found: FoundRows | undefined,
): SortKeys {
  const conceptOf = (row: number): string => map.concepts[map.images.concepts[row] ?? -1] ?? '';
  const { distortion } = projection;
  const scores = found?.scores;
  const column = map.images.fields.find((one): one is NumberColumn => one.field === by && !('labels' in one));
  if (column !== undefined) return numbers(column.values, (value) => textOfNumber(column.field, value));
  if (by === 'distortion' && distortion !== undefined) return numbers(distortion, percent);
  if (by === 'score' && scores !== undefined)
    return {
      keyOf: (row) => scores.get(row) ?? NaN,
      textOf: (row) => decimalOf(scores.get(row)),
    };
  if (by === 'found' && found !== undefined) {
    const places = new Map(Array.from(found.rows, (row, place) => [row, place]));
    return { keyOf: (row) => places.get(row) ?? NaN, textOf: conceptOf };
  }
  if (by === 'collection') return { keyOf: (row) => row, textOf: conceptOf };
  const categories = isGrouping(by) ? categoriesOf(map, projection, by) : undefined;
  if (categories !== undefined) return words(categories);
  const places = hilbertPlaces(projection.xy);
  return { keyOf: (row) => places[row] ?? NaN, textOf: conceptOf };
}

/**
 * Sorts rows. Those that are alike keep their order, and those without a key come last, in both directions.
 * @returns A copy.
 */
export function sortedRows(rows: Uint32Array, { keyOf }: SortKeys, descending: boolean): Uint32Array {
  const keys = new Float64Array(rows.length);
  const known: number[] = [];
  const unknown: number[] = [];
  for (let at = 0; at < rows.length; at++) {
    const key = keyOf(rows[at] ?? -1);
    keys[at] = key;
    (Number.isNaN(key) ? unknown : known).push(at);
  }
  const sign = descending ? -1 : 1;
  // An array's sort is stable.
  known.sort((a, b) => sign * ((keys[a] ?? 0) - (keys[b] ?? 0)));
  return Uint32Array.from([...known, ...unknown], (at) => rows[at] ?? 0);
}

/** Whether people expect the largest first. */
export function startsDescending(by: GallerySort): boolean {
  return by === 'score' || by === 'distortion' || by === 'date';
}

const notKnown = (): string => l10n.t('not known');

function decimalOf(score: number | undefined): string {
  return score === undefined ? notKnown() : localDecimal(score, 3);
}

function numbers(values: Float32Array, textOf: (value: number) => string): SortKeys {
  return {
    keyOf: (row) => values[row] ?? NaN,
    textOf: (row) => {
      const value = values[row] ?? NaN;
      return Number.isNaN(value) ? notKnown() : textOf(value);
    },
  };
}

function textOfNumber(field: NumberColumn['field'], value: number): string {
  return field === 'date'
    ? new Date(value).toISOString().slice(0, 10)
    : localFigure(Number(value.toPrecision(DIGITS)));
}

/** All that single precision holds. */
const DIGITS = 7;

/** By name, as people sort: 512x512 before 1024x1024. What has no name comes after, and what is not said last. */
function words({ labels, named, groupOf }: Categories): SortKeys {
  const collator = new Intl.Collator(spokenLanguage().tag, { numeric: true });
  const order = [...labels.slice(0, named).keys()].sort((a, b) =>
    collator.compare(labels[a] ?? '', labels[b] ?? ''),
  );
  const ranks = new Float64Array(labels.length).fill(NaN);
  for (const [rank, group] of order.entries()) ranks[group] = rank;
  // Of fields with many words: one that is said, but not which.
  if (labels.length > named + 1) ranks[named] = named;
  return { keyOf: (row) => ranks[groupOf(row)] ?? NaN, textOf: (row) => labels[groupOf(row)] ?? notKnown() };
}
