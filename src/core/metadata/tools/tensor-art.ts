import { textAt, type FoundText } from '../found-text.ts';
import { asObject, generationOf, pixels, type Generation } from '../generation.ts';
import { parseObject } from '../lenient-json.ts';

/** Tensor.art: JSON in a chunk `generation_data`, which may end with a NUL. */
export function readTensorArt(texts: readonly FoundText[]): Generation | undefined {
  const place = 'png:generation_data';
  const data = parseObject(textAt(texts, place)?.replaceAll('\0', ''));
  if (data === undefined) return undefined;
  const model = asObject(data['baseModel']);
  return generationOf('Tensor.Art', place, {
    prompt: data['prompt'],
    negativePrompt: data['negativePrompt'],
    model: model?.['modelFileName'] ?? model?.['label'],
    sampler: data['samplerName'] ?? data['ksamplerName'],
    scheduler: data['schedule'],
    steps: data['steps'],
    cfg: data['cfgScale'],
    seed: data['seed'],
    size: pixels(data['width'], data['height']),
    parameters: data,
  });
}
