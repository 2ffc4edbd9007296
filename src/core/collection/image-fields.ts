import type { PromptFile } from './schema.ts';
import { sortedTags } from './tags.ts';

/** What maps are coloured and filtered by: words, of which images share some, and numbers. */
export const categoryFields = ['model', 'sampler', 'scheduler', 'tool', 'size', 'folder', 'source'] as const;
/** `date` is when the image was made, in milliseconds since 1970. */
export const numberFields = ['steps', 'cfg', 'seed', 'date'] as const;
export type CategoryField = (typeof categoryFields)[number];
export type NumberField = (typeof numberFields)[number];

/** What the prompt file of an image says of it; what it does not say is absent. */
export type ImageFields = Readonly<
  Partial<Record<CategoryField, string>> & Partial<Record<NumberField, number>> & UserFields
>;

/** What the user says of an image. */
interface UserFields {
  /** Sorted, each once; at least one. */
  tags?: readonly string[] | undefined;
  /** 1 to 5. */
  rating?: number | undefined;
}

/** Longer words are no name of anything, and a hundred thousand of them are in memory. */
const LONGEST = 120;

/**
 * The fields of a prompt file, by the vocabulary of all tools (docs/metadata.md) or the words of services that have
 * others: Lexica says `guidance`, `width` and `height`.
 */
export function fieldsOf(prompt: PromptFile): ImageFields {
  const { width, height, file, lexiclip } = prompt;
  const tags = sortedTags(lexiclip.tags ?? []);
  const isFile = lexiclip.source === 'folder' && typeof file === 'string';
  const said = {
    model: wordIn(prompt['model']),
    sampler: wordIn(prompt['sampler']),
    scheduler: wordIn(prompt['scheduler']),
    tool: wordIn(prompt['tool']),
    size: wordIn(prompt['size']) ?? sizeIn(width, height),
    folder: isFile ? wordIn(file.slice(0, Math.max(0, file.lastIndexOf('/')))) : undefined,
    source: wordIn(lexiclip.source),
    steps: numberIn(prompt['steps']),
    cfg: numberIn(prompt['cfg'] ?? prompt['guidance']),
    seed: numberIn(prompt['seed']),
    date: DATES.map((key) => dateIn(prompt[key])).find((date) => date !== undefined),
    tags: tags.length === 0 ? undefined : tags,
    rating: lexiclip.rating,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** Where services and tools say when an image was made: Civitai, gallery-dl, SwarmUI, DiffusionDB. */
const DATES = ['createdAt', 'created_at', 'date', 'timestamp'];

function dateIn(value: unknown): number | undefined {
  // Anything shorter is a number or a year, which `Date.parse` would take for a date of its own.
  const isDate = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value);
  const date = isDate ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : date;
}

function wordIn(value: unknown): string | undefined {
  const word = typeof value === 'string' ? value.trim() : '';
  return word === '' ? undefined : word.slice(0, LONGEST);
}

/** Seeds that a number cannot hold are texts, and so are the numbers of some services. */
function numberIn(value: unknown): number | undefined {
  const isText = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim());
  const number = isText ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function sizeIn(width: unknown, height: unknown): string | undefined {
  const [across, down] = [numberIn(width), numberIn(height)];
  return across === undefined || down === undefined ? undefined : `${across}x${down}`;
}
