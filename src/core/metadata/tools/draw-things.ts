import type { JsonObject } from '../../collection/json-value.ts';
import { byPlace, findObject } from '../found-object.ts';
import type { FoundText } from '../found-text.ts';
import { generationOf, type Generation } from '../generation.ts';
import { splitInfotext } from '../infotext-parts.ts';
import { saidByInfotext } from '../infotext.ts';
import { saidByNames } from './named-fields.ts';

/**
 * Draw Things (docs.drawthings.ai; seen in its files): JSON with `c` and `uc` in EXIF's UserComment, also inside XMP,
 * and in XMP's description the prompt, a line that begins with `-` and holds what is unwanted, and a line of pairs.
 */
export function readDrawThings(texts: readonly FoundText[]): Generation | undefined {
  const found = findObject(texts, ['exif:UserComment', 'xmp:UserComment'], isDrawThings);
  if (found !== undefined) {
    const { place, object } = found;
    return generationOf('Draw Things', place, { ...saidByNames(object), prompt: object['c'] });
  }
  const isSigned = texts.some(({ text }) => text.slice(0, 100).trim() === 'Draw Things');
  for (const { place, text } of byPlace(texts, ['xmp:description'])) {
    if (!isSigned && !text.includes('Guidance Scale: ')) continue;
    const parts = splitInfotext(text);
    const prompts = splitAtDash(parts?.prompt ?? '');
    if (parts !== undefined && (isSigned || prompts.negativePrompt !== undefined))
      return generationOf('Draw Things', place, saidByInfotext({ ...parts, ...prompts }));
  }
  return undefined;
}

function isDrawThings(object: JsonObject): boolean {
  return typeof object['c'] === 'string' && ['uc', 'sampler', 'steps', 'v2'].some((name) => name in object);
}

function splitAtDash(text: string): { prompt: string; negativePrompt?: string } {
  const dash = text.startsWith('-') ? 0 : text.indexOf('\n-') + 1;
  if (dash === 0 && !text.startsWith('-')) return { prompt: text };
  return { prompt: text.slice(0, dash).trim(), negativePrompt: text.slice(dash + 1).trim() };
}
