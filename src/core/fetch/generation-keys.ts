import type { JsonObject } from '../collection/json-value.ts';
import { generationOf, type Said } from '../metadata/generation.ts';

/** What a service says of how an image was made, as keys of its record in the vocabulary of all tools. */
export function generationKeys(said: Said): JsonObject {
  const keys = Object.entries(generationOf('', '', said) ?? {}).filter(
    ([key]) => key !== 'tool' && key !== 'place',
  );
  // An interface is no index signature to TypeScript: what is in it is JSON.
  return Object.fromEntries(keys) as JsonObject;
}
