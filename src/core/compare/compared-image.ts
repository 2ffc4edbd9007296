import { fieldsOf } from '../collection/image-fields.ts';
import type { JsonValue } from '../collection/json-value.ts';
import type { PromptFile } from '../collection/schema.ts';
import { imageFacts, wordsOf, type ImageFact } from '../explore/details.ts';
import { imageName } from '../image-name.ts';
import { localList } from '../language.ts';
import { asObject } from '../metadata/generation.ts';
import { visibleLine } from '../plain-text.ts';
import { phrasesOf } from './phrases.ts';

/** What is compared of an image: lines of visible characters. */
export interface ComparedImage {
  readonly id: string;
  /** What it is called in titles and columns. */
  readonly name: string;
  /** Phrases, in their order. */
  readonly prompt: readonly string[];
  readonly negativePrompt: readonly string[];
  /** What else is known of it, in the order of `inFieldOrder`. */
  readonly fields: readonly ImageFact[];
}

/** An image, and what it is called. */
export interface NamedImage {
  readonly id: string;
  readonly name: string;
  /** The names of those that found it. */
  readonly concepts: readonly string[];
}

/** As many images as stand beside each other in a window. */
export const MOST_COMPARED = 10;

/** The same for all images; what tools call otherwise comes behind, by name. */
const ORDER = [
  ...[
    'Model',
    'Sampler',
    'Scheduler',
    'Steps',
    'Guidance',
    'Seed',
    'Size',
    'LoRAs',
    'Tool',
    'Date',
    'Author',
  ],
  ...['Licence', 'File', 'Source', 'Concept', 'Cluster', 'Tags', 'Rating'],
];

/** Of a tool that writes down a whole graph. */
const MOST_PARAMETERS = 60;

/** Parameters that the vocabulary has under names of its own. */
const KNOWN_PARAMETERS = new Set([
  ...['prompt', 'positiveprompt', 'negativeprompt', 'uc', 'model', 'modelname', 'sdmodelname', 'sampler'],
  ...['samplername', 'scheduler', 'scheduletype', 'steps', 'cfg', 'cfgscale', 'guidance', 'guidancescale'],
  ...['seed', 'size', 'width', 'height', 'loras', 'lorahashes'],
]);

/** What a prompt file says of an image. */
export function comparedImage({ id, name, concepts }: NamedImage, file: PromptFile): ComparedImage {
  const { date, tags = [], rating } = fieldsOf(file);
  const facts: ImageFact[] = [
    ...imageFacts(file),
    { label: 'Date', value: date === undefined ? '' : dateInWords(date) },
    { label: 'Concept', value: localList(concepts) },
    { label: 'Tags', value: wordsOf([...tags]) },
    { label: 'Rating', value: wordsOf(rating) },
  ];
  const labels = new Set(ORDER.map((label) => label.toLowerCase()));
  const others = parametersOf(file).filter(({ label }) => !labels.has(label.toLowerCase()));
  return {
    id,
    name: visibleLine(name),
    prompt: phrasesOf(textOf(file['prompt'])),
    negativePrompt: phrasesOf(textOf(file['negativePrompt'])),
    fields: inFieldOrder([...facts, ...others.slice(0, MOST_PARAMETERS)]),
  };
}

/** An id that is longer is a code rather than a name. */
const LONGEST_NAME = 28;

/**
 * What an image is called: the last name of a path, a short id, or else its concept and its place there: “cat 12”.
 * @param place From 0.
 */
export function shownName(id: string, concept: string, place: number): string {
  const name = imageName(id);
  return name.length > LONGEST_NAME && concept !== '' && place >= 0 ? `${concept} ${place + 1}` : name;
}

/** Fields that say something, in one order for all images. */
export function inFieldOrder(fields: readonly ImageFact[]): readonly ImageFact[] {
  const rank = ({ label }: ImageFact): number => {
    const at = ORDER.indexOf(label);
    return at === -1 ? ORDER.length : at;
  };
  return fields
    .map(({ label, value }) => ({ label: visibleLine(label), value: visibleLine(value) }))
    .filter(({ label, value }) => label !== '' && value !== '')
    .sort((a, b) => rank(a) - rank(b) || (a.label < b.label ? -1 : Number(a.label > b.label)));
}

/** What the tool said beyond the vocabulary: clip skip, denoising strength, upscalers and so on. */
function parametersOf(file: PromptFile): readonly ImageFact[] {
  const parameters = asObject(file['parameters'] as JsonValue | undefined) ?? {};
  return Object.entries(parameters).flatMap(([label, value]) => {
    if (KNOWN_PARAMETERS.has(label.toLowerCase().replace(/[^a-z]/g, ''))) return [];
    return {
      label: label.slice(0, LONGEST_LABEL),
      value: typeof value === 'boolean' ? String(value) : wordsOf(value),
    };
  });
}

const LONGEST_LABEL = 60;

function dateInWords(date: number): string {
  // Years that no calendar has are not dates.
  const moment = new Date(date);
  return Number.isNaN(moment.getTime()) ? '' : moment.toISOString().slice(0, 16).replace('T', ' ');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
