import { categoryFields, numberFields } from '../collection/image-fields.ts';
import {
  MOST_LABELS,
  OTHER,
  UNKNOWN,
  type CategoryColumn,
  type FieldColumn,
  type NumberColumn,
} from './field-columns.ts';
import type { ExplorerMap, ProjectionView } from './map.ts';
import {
  conceptMark,
  distortionColour,
  unknownColour,
  type Background,
  type ConceptMark,
} from './palette.ts';

/** What colours say: the concept, how far the map distorts, or a field of the prompt files. */
export const colourings = ['concept', 'distortion', ...categoryFields, ...numberFields] as const;
export type ColourBy = (typeof colourings)[number];

/** For people. */
export const colouringTitles: Readonly<Record<ColourBy, string>> = {
  concept: 'Concept',
  distortion: 'Distortion',
  model: 'Model',
  sampler: 'Sampler',
  scheduler: 'Scheduler',
  tool: 'Tool',
  size: 'Size',
  folder: 'Folder',
  source: 'Source',
  steps: 'Steps',
  cfg: 'Guidance (CFG)',
  seed: 'Seed',
};

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

export const OTHER_KEY = '\u0000other';
export const UNKNOWN_KEY = '\u0000unknown';

/** What a map can be coloured by: its fields, besides the concept. */
export function colouringsOf({ images }: ExplorerMap, projection: ProjectionView): readonly ColourBy[] {
  const fields = images.fields.map(({ field }) => field);
  return ['concept', ...fields, ...(projection.distortion === undefined ? [] : (['distortion'] as const))];
}

/** Colours by what was chosen, or by concept where the map does not know it. */
export function colouring(map: ExplorerMap, projection: ProjectionView, by: ColourBy, look: Look): Colouring {
  const column = map.images.fields.find(({ field }) => field === by);
  if (by === 'distortion' && projection.distortion !== undefined)
    return byNumbers(map, by, projection.distortion, { least: 0, most: 1 }, look);
  if (column === undefined) return byConcept(map, look);
  return isCategory(column) ? byCategory(column, look) : byField(map, column, look);
}

export function isCategory(column: FieldColumn): column is CategoryColumn {
  return 'labels' in column;
}

/** The place of an image's label among the entries of its column: the labels, then others, then none. */
export function entryOf({ labels, values }: CategoryColumn, row: number): number {
  const value = values[row] ?? UNKNOWN;
  if (value === UNKNOWN) return labels.length + 1;
  return value === OTHER ? labels.length : value;
}

/** The keys of the entries that a column may have, by their places. */
export function keysOf({ labels }: CategoryColumn): readonly string[] {
  return [...labels, OTHER_KEY, UNKNOWN_KEY];
}

function byConcept({ concepts, images }: ExplorerMap, { background, highContrast }: Look): Colouring {
  const counts = new Uint32Array(concepts.length);
  for (const concept of images.concepts) counts[concept] = (counts[concept] ?? 0) + 1;
  const marks = concepts.map((_, index) => conceptMark(index, background, highContrast));
  const none: ConceptMark = { colour: unknownColour(background), symbol: 'circle' };
  const markOf = (row: number): ConceptMark => marks[images.concepts[row] ?? -1] ?? none;
  const entries = concepts.map((name, index) => ({
    key: name,
    label: name,
    count: counts[index] ?? 0,
    mark: marks[index] ?? none,
  }));
  return {
    by: 'concept',
    entries,
    scale: undefined,
    markOf,
  };
}

function byCategory(column: CategoryColumn, { background, highContrast }: Look): Colouring {
  const { field, labels, values } = column;
  const counts = new Uint32Array(labels.length + 2);
  values.forEach((_, row) => {
    const entry = entryOf(column, row);
    counts[entry] = (counts[entry] ?? 0) + 1;
  });
  const rest: ConceptMark = { colour: unknownColour(background), symbol: 'circle' };
  const marks = labels.map((_, index) => conceptMark(index, background, highContrast));
  const markOf = (row: number): ConceptMark => marks[entryOf(column, row)] ?? rest;
  const names = [...labels, `other than these ${MOST_LABELS}`, 'not said'];
  const entries = keysOf(column).map((key, at) => ({
    key,
    label: names[at] ?? '',
    count: counts[at] ?? 0,
    mark: marks[at] ?? rest,
  }));
  return {
    by: field,
    entries: entries.filter(({ count }) => count > 0),
    scale: undefined,
    markOf,
  };
}

function byField(map: ExplorerMap, { field, values }: NumberColumn, look: Look): Colouring {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return byNumbers(map, field, values, { least, most }, look);
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
