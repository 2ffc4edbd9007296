import type { FoundText } from '../found-text.ts';
import { generationOf, type Generation } from '../generation.ts';
import { parseObject } from '../lenient-json.ts';

/** Fooocus' own scheme: JSON with `prompt` and `negative_prompt` where AUTOMATIC1111 has its text. */
export function readFooocus(texts: readonly FoundText[]): Generation | undefined {
  for (const { place, text } of texts) {
    const scheme = parseObject(text);
    if (typeof scheme?.['prompt'] !== 'string' || !('negative_prompt' in scheme)) continue;
    const [prompt, negativePrompt] = [scheme['prompt'], scheme['negative_prompt']];
    return generationOf('Fooocus', place, { prompt, negativePrompt, parameters: scheme });
  }
  return undefined;
}
