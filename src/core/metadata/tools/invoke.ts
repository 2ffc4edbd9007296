import { textAt, type FoundText } from '../found-text.ts';
import { asObject, generationOf, type Generation } from '../generation.ts';
import { parseObject } from '../lenient-json.ts';

/** InvokeAI (docs, "Invoke metadata"): `positive_prompt`; before version 3 `image.prompt`, also as a weighted list. */
export function readInvoke(texts: readonly FoundText[]): Generation | undefined {
  for (const place of ['png:invokeai_metadata', 'png:sd-metadata']) {
    const metadata = parseObject(textAt(texts, place));
    if (metadata === undefined) continue;
    const old = asObject(metadata['image'])?.['prompt'];
    const first = Array.isArray(old) ? asObject(old[0])?.['prompt'] : old;
    return generationOf('InvokeAI', place, {
      prompt: metadata['positive_prompt'] ?? first,
      negativePrompt: metadata['negative_prompt'],
      parameters: metadata,
    });
  }
  return undefined;
}
