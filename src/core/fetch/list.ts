import * as l10n from '@vscode/l10n';
import type { JsonObject, JsonValue } from '../collection/json-value.ts';
import { LONGEST_NAME } from '../collection/schema.ts';
import { LONGEST_CONCEPT } from '../concepts.ts';
import { LexiclipError } from '../errors.ts';
import { localList } from '../language.ts';
import { asObject } from '../metadata/generation.ts';
import { generationKeys } from './generation-keys.ts';
import { parseItems, type ListItem } from './list-items.ts';
import { saidPrompt } from './said-prompt.ts';
import type { SourceRecord } from './source.ts';

/** A record of a list, and the concept that it counts for. */
export interface ListedRecord extends SourceRecord {
  readonly concept: string;
}

/**
 * Where an item may say where its image is, best first: Lexica's names, then those of other tools' lists
 * (`file_name` is that of Hugging Face's image folders).
 */
const LOCATIONS = ['src', 'srcSmall', 'image', 'url', 'file', 'file_name', 'path'];

/**
 * The records of a list of images: a saved answer of Lexica, Civitai or the dataset viewer, a part of DiffusionDB, a JSON
 * array, or JSON Lines. Items are kept as they are, and get a prompt where they have one under another name; those that
 * say nowhere where their image is are left out.
 * @param name What the list is called: the concept of items that name none.
 * @param path For errors.
 * @throws LexiclipError `bad-list`.
 */
export function parseList(text: string, name: string, path: string): ListedRecord[] {
  const records = parseItems(text, name, path).flatMap((item) => listedRecord(item, name) ?? []);
  if (records.length > 0) return records;
  const detail = l10n.t('no item has an image under any of {0}', localList(LOCATIONS));
  throw new LexiclipError({ kind: 'bad-list', path, detail });
}

function listedRecord({ item, id: own }: ListItem, name: string): ListedRecord | undefined {
  const locations = LOCATIONS.flatMap((key) => locationIn(item[key]) ?? []);
  const [first] = locations;
  // Civitai's.
  if (first === undefined || item['type'] === 'video') return undefined;
  const id = idIn(item['id']) ?? own ?? first;
  if (id.length > LONGEST_NAME) return undefined;
  const concept = nonEmpty(item['concept']) ?? name;
  const raw = { ...item, ...meaningOf(item) };
  return { id, raw, locations, concept: concept.length > LONGEST_CONCEPT ? name : concept };
}

/** What an item says under other names, or in its `meta`, where it does not say it itself. */
function meaningOf(item: JsonObject): JsonObject {
  const given = asObject(item['meta']);
  // Civitai wraps it on some routes.
  const meta = asObject(given?.['meta']) ?? given;
  const meaning = generationKeys({
    prompt: saidPrompt(item) ?? saidPrompt(meta),
    negativePrompt: item['negative_prompt'] ?? meta?.['negativePrompt'],
    model: meta?.['Model'],
    sampler: meta?.['sampler'],
    steps: meta?.['steps'],
    cfg: meta?.['cfgScale'],
    seed: meta?.['seed'],
    size: meta?.['Size'],
  });
  return Object.fromEntries(Object.entries(meaning).filter(([key]) => (item[key] ?? '') === ''));
}

/** An address or path: as it is, in a cell of the dataset viewer, or the first of several. */
function locationIn(value: JsonValue | undefined): string | undefined {
  const first = Array.isArray(value) ? value[0] : value;
  const cell = asObject(first);
  return nonEmpty(cell === undefined ? first : (cell['src'] ?? cell['url'] ?? cell['path']));
}

function idIn(value: JsonValue | undefined): string | undefined {
  return nonEmpty(typeof value === 'number' ? String(value) : value);
}

function nonEmpty(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
