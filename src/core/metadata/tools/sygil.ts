import type { FoundText } from '../found-text.ts';
import { generationOf, pixels, type Generation } from '../generation.ts';

const PREFIX = 'png:SD:';

/** Sygil's web interface: one chunk for each value, `SD:prompt` and so on (its save_sample). */
export function readSygil(texts: readonly FoundText[]): Generation | undefined {
  const own = texts.filter(({ place }) => place.startsWith(PREFIX));
  const said = Object.fromEntries(own.map(({ place, text }) => [place.slice(PREFIX.length), text]));
  if (said['prompt'] === undefined) return undefined;
  return generationOf('Sygil', `${PREFIX}prompt`, {
    prompt: said['prompt'],
    negativePrompt: said['negative_prompt'],
    sampler: said['sampler_name'],
    steps: said['steps'],
    cfg: said['cfg_scale'],
    seed: said['seed'],
    size: pixels(said['width'], said['height']),
    parameters: said,
  });
}
