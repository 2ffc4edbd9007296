import { textAt, type FoundText } from '../found-text.ts';
import { generationOf, type Generation } from '../generation.ts';
import { parseObject } from '../lenient-json.ts';

/** NovelAI: `Comment` holds JSON with `prompt` and `uc`, the undesired content. */
export function readNovelAi(texts: readonly FoundText[]): Generation | undefined {
  const place = 'png:Comment';
  const comment = parseObject(textAt(texts, place));
  if (comment === undefined || !('uc' in comment || 'sampler' in comment)) return undefined;
  return generationOf('NovelAI', place, {
    prompt: comment['prompt'],
    negativePrompt: comment['uc'],
    parameters: comment,
  });
}
