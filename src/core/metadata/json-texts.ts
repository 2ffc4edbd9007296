import type { JsonObject } from '../collection/json-value.ts';
import type { FoundText } from './found-text.ts';
import { parseObject } from './lenient-json.ts';

/** A text that is a JSON object. */
export interface FoundObject {
  readonly place: string;
  readonly object: JsonObject;
}

/** What was parsed: every reader looks at every text, and a text may have some megabytes. */
const parsed = new WeakMap<FoundText, { readonly object: JsonObject | undefined }>();

/** Those of the texts that are JSON objects. */
export function objectsIn(texts: readonly FoundText[]): readonly FoundObject[] {
  return texts.flatMap((found) => {
    const known = parsed.get(found) ?? { object: parseObject(found.text) };
    parsed.set(found, known);
    return known.object === undefined ? [] : [{ place: found.place, object: known.object }];
  });
}
