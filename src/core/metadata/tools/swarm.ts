import type { FoundText } from '../found-text.ts';
import { asObject, generationOf, pixels, type Generation } from '../generation.ts';
import { objectsIn } from '../json-texts.ts';

/** SwarmUI: everything in `sui_image_params` (its docs, "Image Metadata Format"). */
export function readSwarm(texts: readonly FoundText[]): Generation | undefined {
  for (const { place, object } of objectsIn(texts)) {
    const params = asObject(object['sui_image_params']);
    if (params === undefined) continue;
    return generationOf('SwarmUI', place, {
      prompt: params['prompt'],
      negativePrompt: params['negativeprompt'],
      model: params['model'],
      sampler: params['sampler'],
      scheduler: params['scheduler'],
      steps: params['steps'],
      cfg: params['cfgscale'],
      seed: params['seed'],
      size: pixels(params['width'], params['height']),
      parameters: params,
    });
  }
  return undefined;
}
