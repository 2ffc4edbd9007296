import * as z from 'zod';
import type { JsonObject } from '../collection/json-value.ts';
import { parseJson } from '../collection/json.ts';
import { LONGEST_NAME } from '../collection/schema.ts';
import { LONGEST_CONCEPT } from '../concepts.ts';
import { LexiclipError } from '../errors.ts';
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

const itemSchema = z.looseObject({}).catchall(z.json());

/**
 * The records of a list of images: a saved response of Lexica (`{"images": […]}`), a JSON array, or JSON Lines.
 * Items are kept as they are; those that say nowhere where their image is are left out.
 * @param name What the list is called: the concept of items that name none.
 * @param path For errors.
 * @throws LexiclipError `bad-list`.
 */
export function parseList(text: string, name: string, path: string): ListedRecord[] {
  const items = parseItems(text, path);
  const records = items.flatMap((item) => listedRecord(item, name) ?? []);
  if (records.length > 0) return records;
  const keys = LOCATIONS.join(', ');
  throw new LexiclipError({ kind: 'bad-list', path, detail: `no item has an image under any of ${keys}` });
}

function parseItems(text: string, path: string): readonly unknown[] {
  const whole = parseJson(text);
  if (Array.isArray(whole)) return whole;
  const response = z.object({ images: z.array(z.unknown()) }).safeParse(whole);
  if (response.success) return response.data.images;
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const item = parseJson(line);
    if (item !== undefined) return [item];
    const detail = `it is neither JSON nor JSON Lines: line ${index + 1} cannot be read`;
    throw new LexiclipError({ kind: 'bad-list', path, detail });
  });
}

function listedRecord(item: unknown, name: string): ListedRecord | undefined {
  const raw: JsonObject | undefined = itemSchema.safeParse(item).data;
  const locations = LOCATIONS.flatMap((key) => nonEmpty(raw?.[key]) ?? []);
  const [first] = locations;
  if (raw === undefined || first === undefined) return undefined;
  const id = nonEmpty(raw['id']) ?? first;
  if (id.length > LONGEST_NAME) return undefined;
  const concept = nonEmpty(raw['concept']) ?? name;
  return { id, raw, locations, concept: concept.length > LONGEST_CONCEPT ? name : concept };
}

function nonEmpty(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
