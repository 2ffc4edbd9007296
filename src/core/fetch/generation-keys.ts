import type { JsonObject } from '../collection/json-value.ts';
import { generationOf, type Said } from '../metadata/generation.ts';

/** What a service says of how an image was made, as keys of its record in the vocabulary of all tools. */
export function generationKeys(said: Said): JsonObject {
  const keys: Record<string, unknown> = { ...generationOf('', '', said) };
  delete keys['tool'];
  delete keys['place'];
  return keys as JsonObject;
}
