import { fieldsOf } from '../collection/image-fields.ts';
import type { JsonValue } from '../collection/json-value.ts';
import type { PromptFile } from '../collection/schema.ts';
import { asObject } from '../metadata/generation.ts';
import type { NearImage } from '../neighbours/nearest-images.ts';

/** What is said of an image beside the map. */
export interface ImageDetails {
  readonly id: string;
  readonly concepts: readonly string[];
  /** Empty where there is none, as the next. */
  readonly prompt: string;
  readonly negativePrompt: string;
  /** The user's, sorted. */
  readonly tags: readonly string[];
  /** 1 to 5, or 0 where it is not rated. */
  readonly rating: number;
  /** How it was made, and where it comes from: what is known of it, in this order. */
  readonly facts: readonly ImageFact[];
  /** The images most like it, the nearest first; empty where no neighbours were computed. */
  readonly nearest: readonly NearImage[];
}

interface ImageFact {
  readonly label: string;
  readonly value: string;
}

/** Images that are shown as the nearest. */
export const NEAREST_SHOWN = 12;

/** Characters of a text: a page shows fewer, and a screen reader is done with them after minutes. */
const LONGEST_TEXT = 5000;
const LONGEST_VALUE = 300;

/** The keys of a prompt file that are shown, by their labels; of several with one label the first counts. */
const KEYS: readonly (readonly [label: string, key: string])[] = [
  ['Model', 'model'],
  ['Sampler', 'sampler'],
  ['Scheduler', 'scheduler'],
  ['Steps', 'steps'],
  ['Guidance', 'cfg'],
  ['Guidance', 'guidance'],
  ['Seed', 'seed'],
  ['Size', 'size'],
  ['LoRAs', 'loras'],
  ['Tool', 'tool'],
  ['Author', 'author'],
  ['Licence', 'licence'],
  ['File', 'file'],
];

/** What a prompt file says, in the vocabulary of all tools (docs/metadata.md). */
export function imageDetails(
  id: string,
  file: PromptFile,
  concepts: readonly string[],
  nearest: readonly NearImage[],
): ImageDetails {
  const facts: ImageFact[] = [];
  const add = (label: string, value: string): void => {
    if (value !== '' && facts.every((fact) => fact.label !== label)) facts.push({ label, value });
  };
  for (const [label, key] of KEYS) add(label, valueOf(file[key] as JsonValue | undefined));
  const { size = '', tags = [], rating = 0 } = fieldsOf(file);
  add('Size', size);
  add('Source', file.lexiclip.source);
  return {
    id,
    concepts,
    prompt: textOf(file['prompt']),
    negativePrompt: textOf(file['negativePrompt']),
    tags,
    rating,
    facts,
    nearest: nearest.slice(0, NEAREST_SHOWN),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim().slice(0, LONGEST_TEXT) : '';
}

/** A value in words: LoRAs are `{name, weight?}`, licences may have a `title`; other objects are left to the file. */
function valueOf(value: JsonValue | undefined): string {
  if (Array.isArray(value))
    return value
      .map(valueOf)
      .filter((one) => one !== '')
      .join(', ')
      .slice(0, LONGEST_VALUE);
  const { name, title = name, weight } = asObject(value) ?? {};
  if (typeof title === 'string') return typeof weight === 'number' ? `${title} (${weight})` : title;
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, LONGEST_VALUE) : '';
}
