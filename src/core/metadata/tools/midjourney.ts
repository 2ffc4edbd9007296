import type { FoundText } from '../found-text.ts';
import { generationOf, type Generation } from '../generation.ts';

/** Midjourney: the prompt with its options and the job, as a description. */
export function readMidjourney(texts: readonly FoundText[]): Generation | undefined {
  for (const { place, text } of texts) {
    const at = text.search(/\s?Job ID: [\da-f]{8}-[\da-f-]{20,40}/);
    if (at < 0) continue;
    return generationOf('Midjourney', place, {
      prompt: text.slice(0, at),
      parameters: { [place.slice(place.indexOf(':') + 1)]: text },
    });
  }
  return undefined;
}
