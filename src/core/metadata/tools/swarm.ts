import type { JsonObject, JsonValue } from '../../collection/json-value.ts';
import { findObject } from '../found-object.ts';
import type { FoundText } from '../found-text.ts';
import { asObject, generationOf, type Generation } from '../generation.ts';
import { saidByNames } from './named-fields.ts';

const PLACES = ['png:parameters', 'exif:UserComment'];

/** SwarmUI (src/Text2Image/T2IParamInput.cs, `ToJSON`): `sui_image_params`, networks and their weights as two lists. */
export function readSwarm(texts: readonly FoundText[]): Generation | undefined {
  const found = findObject(texts, PLACES, (object) => asObject(object['sui_image_params']) !== undefined);
  const said = asObject(found?.object['sui_image_params']);
  if (found === undefined || said === undefined) return undefined;
  return generationOf('SwarmUI', found.place, {
    ...saidByNames(said),
    loras: lorasOf(said),
    parameters: found.object,
  });
}

function lorasOf(said: JsonObject): JsonValue[] {
  const [names, weights] = [listOf(said['loras']), listOf(said['loraweights'])];
  return names.slice(0, 100).map((name, index) => ({ name, weight: weights[index] ?? null }));
}

/** Swarm has written lists as lists and as texts with commas. */
function listOf(value: JsonValue | undefined): JsonValue[] {
  if (typeof value === 'string') return value.split(',').map((item) => item.trim());
  return Array.isArray(value) ? value : [];
}
