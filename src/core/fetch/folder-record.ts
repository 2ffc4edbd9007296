import type { JsonObject, JsonValue } from '../collection/json-value.ts';
import type { FoundText } from '../metadata/found-text.ts';
import { generationOf, type Generation } from '../metadata/generation.ts';
import { parseObject } from '../metadata/lenient-json.ts';
import { readGeneration } from '../metadata/read-generation.ts';
import { mergeGenerations } from './merge-generations.ts';
import { saidPrompt } from './said-prompt.ts';
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
  const generations = sidecars.flatMap(generationsOf);
  const merged = mergeGenerations(own === undefined ? generations : [...generations, own]);
  const record: JsonObject = { id: file, file, ...merged };
  for (const sidecar of sidecars)
    for (const [key, value] of Object.entries(rowOf(sidecar) ?? {}))
      // Of several with one key the first counts.
      if (record[key] === merged[key] && staysAsSaid(key, value, merged)) record[key] = value;
  return record;
}

/** What a sidecar says in keys and values; undefined where it is a plain text, or broken. */
function rowOf(sidecar: Sidecar): JsonObject | undefined {
  if ('row' in sidecar) return sidecar.row;
  const row = sidecar.place === 'sidecar:json' ? parseObject(sidecar.text) : undefined;
  return row !== undefined && isShallow(row) ? row : undefined;
}

/** What a tool's reader understands; else the prompt is a JSON's key of that meaning, or the text as it stands. */
function generationsOf(sidecar: Sidecar): Generation[] {
  const { place } = sidecar;
  const read = 'text' in sidecar ? readGeneration([sidecar]) : undefined;
  if (read?.prompt !== undefined) return [read];
  const isPlain = 'text' in sidecar && place !== 'sidecar:json' && !sidecar.text.includes('\0');
  const prompt = isPlain ? sidecar.text : saidPrompt(rowOf(sidecar));
  const said = read === undefined || !isPlain ? generationOf('unknown', place, { prompt }) : undefined;
  return [said, read].filter((generation) => generation !== undefined);
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
