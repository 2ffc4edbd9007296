import type { JsonObject, JsonValue } from '../collection/json-value.ts';
import { asObject } from './generation.ts';

/** The object that a text holds; undefined where it holds none. */
export function parseObject(text: string | undefined): JsonObject | undefined {
  if (text?.trimStart().startsWith('{') !== true) return undefined;
  try {
    // ComfyUI writes NaN, which JSON has not.
    return asObject(JSON.parse(text.replaceAll(/:\s*NaN\b/g, ': null')) as JsonValue);
  } catch {
    return undefined;
  }
}
