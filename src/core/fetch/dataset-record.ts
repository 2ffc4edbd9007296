import type { JsonObject, JsonValue } from '../collection/json-value.ts';
import { asObject } from '../metadata/generation.ts';
import type { Columns, Row } from './dataset-page.ts';
import { generationKeys } from './generation-keys.ts';
import type { SourceRecord } from './source.ts';

/** What DiffusionDB calls the samplers that it numbers (its dataset card, column `sampler`). */
const SAMPLERS = [
  'ddim',
  'plms',
  'k_euler',
  'k_euler_ancestral',
  'k_heun',
  'k_dpm_2',
  'k_dpm_2_ancestral',
  'k_lms',
];

/**
 * From here on a score of DiffusionDB counts as not safe for work: more likely than not, as `image_nsfw` and `prompt_nsfw`
 * are likelihoods from 0 to 1 (its dataset card). An image with 2 was flagged and blurred when it was made.
 */
const NSFW_SCORE = 0.5;

/** Licences of datasets whose answers do not name one. */
const LICENCES: Readonly<Record<string, string>> = { 'poloclub/diffusiondb': 'CC0-1.0' };

interface Place {
  readonly dataset: string;
  readonly config: string;
  readonly split: string;
}

/**
 * A row as a record: its own keys and values unchanged, and beside them what they mean. Undefined where it has no image.
 * The image's address expires: the row is the second location, under which the address is asked for again.
 */
export function datasetRecord(
  { row, row_idx: index, truncated_cells: truncated }: Row,
  columns: Columns,
  { dataset, config, split }: Place,
): SourceRecord | undefined {
  const cell = row[columns.image];
  const src = addressIn(cell);
  // A cell that is not whole has its address elsewhere.
  if (src === undefined && !truncated.includes(columns.image)) return undefined;
  const id = `${dataset}/${config}/${split}/${index}`;
  const text = row[columns.text];
  const image = asObject(Array.isArray(cell) ? cell[0] : cell);
  const [width, height] = [row['width'] ?? image?.['width'], row['height'] ?? image?.['height']];
  const meaning = generationKeys({
    negativePrompt: row['negative_prompt'],
    sampler: samplerOf(row['sampler']),
    steps: row['steps'] ?? row['step'],
    cfg: row['cfg'],
    seed: row['seed'],
    size: typeof width === 'number' && typeof height === 'number' ? `${width}x${height}` : undefined,
  });
  const licence = LICENCES[dataset] ?? textOf(row['license']) ?? textOf(row['licence']);
  const author = textOf(row['user_name']) ?? textOf(row['author']);
  const isNsfw = [row['image_nsfw'], row['prompt_nsfw']].some(
    (score) => typeof score === 'number' && score >= NSFW_SCORE,
  );
  const added: JsonObject = {
    id,
    ...meaning,
    dataset: { name: dataset, config, split, row: index },
    ...(truncated.length === 0 ? {} : { truncated_cells: [...truncated] }),
    ...(author === undefined ? {} : { author }),
    ...(licence === undefined ? {} : { licence }),
    ...(isNsfw ? { nsfw: true } : {}),
  };
  const said = typeof text === 'string' ? { prompt: text } : {};
  return {
    id,
    raw: { ...added, ...row, ...said },
    locations: [...(src === undefined ? [] : [src]), `row:${index}`],
  };
}

/** Of an image cell, of the first in a list of them, or of a column of addresses. */
function addressIn(cell: JsonValue | undefined): string | undefined {
  const first = Array.isArray(cell) ? cell[0] : cell;
  const src = asObject(first)?.['src'] ?? first;
  return typeof src === 'string' && /^https?:\/\//i.test(src) ? src : undefined;
}

function samplerOf(value: JsonValue | undefined): JsonValue | undefined {
  return typeof value === 'number' ? (SAMPLERS[value - 1] ?? undefined) : value;
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
