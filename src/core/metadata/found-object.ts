import type { JsonObject } from '../collection/json-value.ts';
import type { FoundText } from './found-text.ts';
import { parseObject } from './lenient-json.ts';

/** Every reader asks each text for its object; a graph of megabytes is parsed once. */
const parsed = new WeakMap<FoundText, JsonObject | null>();

/** The JSON object that a found text holds; undefined where it holds none. */
export function objectIn(found: FoundText): JsonObject | undefined {
  const known = parsed.get(found);
  if (known !== undefined) return known ?? undefined;
  const object = parseObject(found.text);
  parsed.set(found, object ?? null);
  return object;
}

/** The first text with an object that passes; those of the preferred places before all others. */
export function findObject(
  texts: readonly FoundText[],
  preferred: readonly string[],
  passes: (object: JsonObject, place: string) => boolean,
): { place: string; object: JsonObject } | undefined {
  for (const found of byPlace(texts, preferred)) {
    const object = objectIn(found);
    if (object !== undefined && passes(object, found.place)) return { place: found.place, object };
  }
  return undefined;
}

/** The texts of the preferred places in the places' order, then all others. */
export function byPlace(texts: readonly FoundText[], preferred: readonly string[]): FoundText[] {
  const first = preferred.flatMap((place) => texts.filter((found) => found.place === place));
  return [...first, ...texts.filter(({ place }) => !preferred.includes(place))];
}
