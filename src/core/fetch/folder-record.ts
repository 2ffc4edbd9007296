import type { JsonObject, JsonValue } from '../collection/json-value.ts';
import type { FoundText } from '../metadata/found-text.ts';
import type { Generation } from '../metadata/generation.ts';
import { parseObject } from '../metadata/lenient-json.ts';
import { readGeneration } from '../metadata/read-generation.ts';
import { mergeGenerations } from './merge-generations.ts';
import { isShallow } from './shallow.ts';

/** What another file says of an image: a text of its own, or a row of a list. */
export type Sidecar = FoundText | { readonly place: string; readonly row: JsonObject };

/** What only we say of an image; a sidecar may be of another place and time. */
const OURS = ['id', 'file', 'lexiclip', 'readFrom', '__proto__'];

/**
 * The record of an image of the user's: what its sidecars say, then what the image says itself. Other keys of a JSON
 * sidecar stay as they are. Where nobody says a prompt, there is none.
 * @param sidecars The most trusted first.
 */
export function folderRecord(
  file: string,
  sidecars: readonly Sidecar[],
  embedded: readonly FoundText[],
): JsonObject {
  const own = readGeneration(embedded);
  const rows = sidecars.map(rowOf);
  const generations = sidecars.flatMap((sidecar, index) => generationOf(sidecar, rows[index]) ?? []);
  const merged = mergeGenerations(own === undefined ? generations : [...generations, own]);
  const record: JsonObject = { id: file, file, ...merged };
  for (const row of rows)
    for (const [key, value] of Object.entries(row ?? {}))
      // Of several with one key the first counts.
      if (record[key] === merged[key] && staysAsSaid(key, value, merged)) record[key] = value;
  return record;
}

/** A JSON's keys stay in the record, and are not said again as its parameters. */
function generationOf(sidecar: Sidecar, row: JsonObject | undefined): Generation | undefined {
  const found = readGeneration([textOf(sidecar)]);
  if (found?.parameters === undefined || row === undefined) return found;
  const isRow = Object.keys(found.parameters).join() === Object.keys(row).join();
  const { parameters, ...others } = found;
  return isRow ? others : { ...others, parameters };
}

/** A row is read as any JSON. */
function textOf(sidecar: Sidecar): FoundText {
  return 'row' in sidecar ? { place: sidecar.place, text: JSON.stringify(sidecar.row) } : sidecar;
}

/** What a sidecar says in keys and values; undefined where it is a plain text, or broken. */
function rowOf(sidecar: Sidecar): JsonObject | undefined {
  if ('row' in sidecar) return sidecar.row;
  const row = sidecar.place === 'sidecar:json' ? parseObject(sidecar.text) : undefined;
  return row !== undefined && isShallow(row) ? row : undefined;
}

/** What is empty wipes nothing, and what is of another kind than the vocabulary's is in `parameters`, if anywhere. */
function staysAsSaid(key: string, value: JsonValue, merged: JsonObject): boolean {
  if (OURS.includes(key)) return false;
  const known = merged[key];
  if (known === undefined) return key !== 'prompt';
  if (key === 'prompt' || key === 'tool' || value === '') return false;
  return kindOf(value) === kindOf(known);
}

function kindOf(value: JsonValue): string {
  if (Array.isArray(value)) return 'array';
  if (value === null) return 'null';
  return typeof value === 'object' ? 'object' : 'scalar';
}
