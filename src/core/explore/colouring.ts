import * as l10n from '@vscode/l10n';
import { numberFields } from '../collection/image-fields.ts';
import { categoriesOf, groupings, type Categories, type Grouping } from './categories.ts';
import type { NumberColumn } from './field-columns.ts';
import { fieldLabel } from './field-label.ts';
import type { ExplorerMap, ProjectionView } from './map.ts';
import {
  conceptMark,
  distortionColour,
  unknownColour,
  type Background,
  type ConceptMark,
} from './palette.ts';

/**
 * What colours say: the concept or cluster, a field of the prompt files, how far the map distorts, how much it differs from
 * the one beside it, or how well images fit a search.
 */
export const colourings = [...groupings, ...numberFields, 'distortion', 'moved', 'similarity'] as const;
export type ColourBy = (typeof colourings)[number];

/** What a colouring is called, with what was asked where it says how well images fit that. @param query Of the search that is looked at. */
export function colouringTitle(by: ColourBy, query = ''): string {
  switch (by) {
    case 'concept':
      return fieldLabel('Concept');
    case 'coarse':
      return l10n.t('Clusters, few');
    case 'middle':
      return l10n.t('Clusters');
    case 'fine':
      return l10n.t('Clusters, many');
    case 'distortion':
      return l10n.t('Distortion');
    case 'moved':
      return l10n.t('Moved');
    case 'similarity':
      return query === '' ? l10n.t('Similarity') : l10n.t('Similarity to “{0}”', shortened(query));
    case 'folder':
      return l10n.t('Folder');
    case 'cfg':
      return l10n.t('Guidance (CFG)');
    default:
      return fieldLabel(by.charAt(0).toUpperCase() + by.slice(1));
  }
}

const LONGEST_QUERY = 30;

function shortened(query: string): string {
  return query.length > LONGEST_QUERY ? `${query.slice(0, LONGEST_QUERY - 1)}…` : query;
}

/** One line of a legend: images that look alike and can be left out together. */
export interface LegendEntry {
  /** Names it where hidden ones are kept: what others of its kind are called does not change it. */
  readonly key: string;
  readonly label: string;
  readonly count: number;
  readonly mark: ConceptMark;
}

/** From where to where a scale of colours goes. */
interface ColourScale {
  readonly least: number;
  readonly most: number;
}

/** Colour and symbol of each image, and what they say. */
export interface Colouring {
  readonly by: ColourBy;
  /** Empty where there is a scale. */
  readonly entries: readonly LegendEntry[];
  readonly scale: ColourScale | undefined;
  /** @param row Of `ImageColumns`. */
  readonly markOf: (row: number) => ConceptMark;
}

export interface Look {
  readonly background: Background;
  readonly highContrast: boolean;
}

/** What a map can be coloured by. @param similarity By row, while a search is looked at that has compared all images. */
export function colouringsOf(
  map: ExplorerMap,
  projection: ProjectionView,
  similarity?: Float32Array,
): readonly ColourBy[] {
  const fields = map.images.fields.map(({ field }) => field);
  return colourings.filter((by) => {
    if (by === 'distortion' || by === 'moved') return projection[by] !== undefined;
    if (by === 'similarity') return similarity !== undefined;
    return isGrouping(by) ? categoriesOf(map, projection, by) !== undefined : fields.includes(by);
  });
}

/** What nobody has chosen: concepts, or where all images have the same, clusters. */
function usualColouring(map: ExplorerMap, projection: ProjectionView): ColourBy {
  const [first] = map.images.concepts;
  const isOne = map.images.concepts.every((concept) => concept === first);
  return isOne && categoriesOf(map, projection, 'middle') !== undefined ? 'middle' : 'concept';
}

/** Colours by what was chosen, or as usual where the map does not know it. */
export function colouring(
  map: ExplorerMap,
  projection: ProjectionView,
  by: ColourBy | undefined,
  look: Look,
  similarity?: Float32Array,
): Colouring {
  if (by === 'similarity' && similarity !== undefined)
    return byNumbers(map, by, similarity, rangeOf(similarity), look);
  const shares = by === 'distortion' || by === 'moved' ? projection[by] : undefined;
  if (by !== undefined && shares !== undefined)
    return byNumbers(map, by, shares, { least: 0, most: 1 }, look);
  const column = map.images.fields.find((one): one is NumberColumn => one.field === by && !('labels' in one));
  if (column !== undefined) return byField(map, column, look);
  const grouping = by !== undefined && isGrouping(by) ? by : 'concept';
  const categories = by === undefined ? undefined : categoriesOf(map, projection, grouping);
  if (categories !== undefined) return byCategories(grouping, categories, map.images.ids.length, look);
  const usual = usualColouring(map, projection);
  return colouring(map, projection, usual, look);
}

export function isGrouping(by: string): by is Grouping {
  return groupings.some((grouping) => grouping === by);
}

/** @param images How many there are. */
function byCategories(
  by: Grouping,
  { keys, labels, named, groupOf, groupsOf }: Categories,
  images: number,
  { background, highContrast }: Look,
): Colouring {
  const counts = new Uint32Array(keys.length);
  const count = (group: number): void => {
    counts[group] = (counts[group] ?? 0) + 1;
  };
  for (let row = 0; row < images; row++) {
    if (groupsOf === undefined) count(groupOf(row));
    else groupsOf(row).forEach(count);
  }
  const rest: ConceptMark = { colour: unknownColour(background), symbol: 'circle' };
  const marks = keys.map((_, at) => (at < named ? conceptMark(at, background, highContrast) : rest));
  const entries = keys.map((key, at) => ({
    key,
    label: labels[at] ?? '',
    count: counts[at] ?? 0,
    mark: marks[at] ?? rest,
  }));
  return {
    by,
    // A concept of which nothing shows is one all the same.
    entries: by === 'concept' ? entries : entries.filter(({ count }) => count > 0),
    scale: undefined,
    markOf: (row) => marks[groupOf(row)] ?? rest,
  };
}

function byField(map: ExplorerMap, { field, values }: NumberColumn, look: Look): Colouring {
  return byNumbers(map, field, values, rangeOf(values), look);
}

function rangeOf(values: Float32Array): ColourScale {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, most };
}

/** Steps of a scale that are told apart. */
const STEPS = 64;

/** Where colour is a number, only the symbol is left to tell concepts apart. */
function byNumbers(
  { concepts, images }: ExplorerMap,
  by: ColourBy,
  values: Float32Array,
  scale: ColourScale,
  { background, highContrast }: Look,
): Colouring {
  const symbols = concepts.map((_, index) => conceptMark(index, background, true).symbol);
  const unknown = unknownColour(background);
  const range = scale.most - scale.least || 1;
  const marks = new Map<string, ConceptMark>();
  const markAs = (colour: string, symbol: ConceptMark['symbol']): ConceptMark => {
    const mark = marks.get(colour + symbol) ?? { colour, symbol };
    marks.set(colour + symbol, mark);
    return mark;
  };
  const colours = Array.from({ length: STEPS + 1 }, (_, step) =>
    distortionColour(step / STEPS, background, highContrast),
  );
  return {
    by,
    entries: [],
    scale,
    markOf: (row) => {
      const step = Math.round((STEPS * ((values[row] ?? NaN) - scale.least)) / range);
      return markAs(colours[step] ?? unknown, symbols[images.concepts[row] ?? -1] ?? 'circle');
    },
  };
}
