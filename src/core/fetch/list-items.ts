import * as l10n from '@vscode/l10n';
import type { JsonObject, JsonValue } from '../collection/json-value.ts';
import { LexiclipError } from '../errors.ts';
import { asObject } from '../metadata/generation.ts';
import { parseObject } from '../metadata/lenient-json.ts';
import { isShallow } from './shallow.ts';

/** An item of a list, and what the list's own shape says of it. */
export interface ListItem {
  readonly item: JsonObject;
  /** For an item that has no `id` of its own. */
  readonly id?: string;
}

/**
 * The items of a list: a JSON array, JSON Lines, or an object of one of the shapes that services and datasets use.
 * @param name What the list is called.
 * @param path For errors.
 * @throws LexiclipError `bad-list` for a text that is neither JSON nor JSON Lines.
 */
export function parseItems(text: string, name: string, path: string): readonly ListItem[] {
  const whole = parseValue(text);
  if (Array.isArray(whole)) return whole.flatMap(itemOf);
  const object = asObject(whole);
  if (object !== undefined) return itemsIn(object, name);
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const item = parseValue(line);
    if (item !== undefined) return itemOf(item);
    const detail = l10n.t('it is neither JSON nor JSON Lines: line {0} cannot be read', index + 1);
    throw new LexiclipError({ kind: 'bad-list', path, detail });
  });
}

/** JSON with what Python writes beside it (`NaN`); undefined for what is none, or nested deeper than can be kept. */
function parseValue(text: string): JsonValue | undefined {
  const value = parseObject(`{"value":${text.replace(/^\uFEFF/, '')}\n}`)?.['value'];
  return value !== undefined && isShallow(value) ? value : undefined;
}

function itemOf(value: JsonValue): readonly ListItem[] {
  const item = asObject(value);
  return item === undefined ? [] : [{ item }];
}

function itemsIn(object: JsonObject, name: string): readonly ListItem[] {
  // Lexica's answer, and Civitai's (civitai/civitai, src/pages/api/v1/images/index.ts).
  for (const key of ['images', 'items']) if (Array.isArray(object[key])) return object[key].flatMap(itemOf);
  if (Array.isArray(object['rows'])) return object['rows'].flatMap((row, at) => rowOf(row, name, at));
  const named = Object.entries(object).flatMap(([file, value]) => namedItem(file, value));
  return named.length > 0 ? named : [{ item: object }];
}

/** A row of the dataset viewer (huggingface/dataset-viewer, docs/source/rows.md); its number names it. */
function rowOf(value: JsonValue, name: string, at: number): readonly ListItem[] {
  const wrapper = asObject(value);
  const item = asObject(wrapper?.['row']) ?? wrapper;
  const index = wrapper?.['row_idx'];
  return item === undefined ? [] : [{ item, id: `${name}/${typeof index === 'number' ? index : at}` }];
}

/** DiffusionDB's keys (poloclub/diffusiondb, README: `part-000001.json`), by what they mean. */
const SHORT_KEYS = { p: 'prompt', se: 'seed', c: 'cfg', st: 'steps', sa: 'sampler' } as const;

/** Of an object of images by name: DiffusionDB's parts, and captions of other training sets. */
function namedItem(file: string, value: JsonValue): readonly ListItem[] {
  const said = asObject(value);
  if (said === undefined || !/\.(png|jpe?g|webp|gif|avif|bmp|tiff?)$/i.test(file)) return [];
  const item: JsonObject = { file, ...said };
  for (const [short, key] of Object.entries(SHORT_KEYS)) {
    const meant = said[short];
    if (meant !== undefined && meant !== null && !(key in item)) item[key] = meant;
  }
  return [{ item }];
}
