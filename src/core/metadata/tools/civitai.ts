import type { FoundText } from '../found-text.ts';
import { asObject, generationOf, pixels, type Generation } from '../generation.ts';
import { objectsIn } from '../json-texts.ts';
import { parseObject } from '../lenient-json.ts';

/** Civitai's generator: what was asked for stands in `extraMetadata`, beside ComfyUI's graph. */
export function readCivitai(texts: readonly FoundText[]): Generation | undefined {
  for (const { place, object } of objectsIn(texts)) {
    const said = object['extraMetadata'];
    const asked = typeof said === 'string' ? parseObject(said) : asObject(said);
    if (asked === undefined || !('prompt' in asked)) continue;
    return generationOf('Civitai', place, {
      prompt: asked['prompt'],
      negativePrompt: asked['negativePrompt'],
      model: asked['baseModel'],
      sampler: asked['sampler'],
      steps: asked['steps'],
      cfg: asked['cfgScale'],
      seed: asked['seed'],
      size: pixels(asked['width'], asked['height']),
      parameters: asked,
    });
  }
  return undefined;
}
