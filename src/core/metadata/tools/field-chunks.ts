import type { JsonObject } from '../../collection/json-value.ts';
import type { FoundText } from '../found-text.ts';
import { generationOf, type Generation } from '../generation.ts';
import { saidByEasyDiffusion } from './easy-diffusion.ts';
import { firstOf, splitAtHashes } from './named-fields.ts';

/** Fields of which one beside the prompt shows that the texts are the fields of a generation. */
const BESIDE = ['negative_prompt', 'seed', 'steps', 'num_inference_steps', 'cfg_scale', 'guidance_scale'];
const EASY_DIFFUSION = ['num_inference_steps', 'use_stable_diffusion_model', 'stable_diffusion_model'];

/**
 * One text for each field: Easy Diffusion (sdkit, sdkit/utils/image_utils.py: `prompt`, `negative_prompt`, `seed`) and
 * Sygil (scripts/sd_utils: `SD:prompt`); scripts built on diffusers write both kinds.
 */
export function readFieldChunks(texts: readonly FoundText[]): Generation | undefined {
  for (const prefix of ['png:sd:', 'png:', 'xmp:']) {
    const fields = fieldsBehind(prefix, texts);
    const prompt = fields['prompt'];
    if (typeof prompt !== 'string' || /^\s{0,100}[{[]\s{0,100}["{]/.test(prompt.slice(0, 300))) continue;
    if (prefix !== 'png:sd:' && firstOf(fields, BESIDE) === undefined) continue;
    const tool = EASY_DIFFUSION.some((name) => name in fields) ? 'Easy Diffusion' : 'unknown';
    const place = texts.find((found) => found.place.toLowerCase() === `${prefix}prompt`)?.place ?? prefix;
    return generationOf(
      prefix === 'png:sd:' ? 'Sygil' : tool,
      place,
      splitAtHashes(saidByEasyDiffusion(fields)),
    );
  }
  return undefined;
}

function fieldsBehind(prefix: string, texts: readonly FoundText[]): JsonObject {
  const own = texts.filter(({ place }) => place.toLowerCase().startsWith(prefix));
  return Object.fromEntries(
    own.map(({ place, text }) => [
      place.slice(prefix.length).toLowerCase().replaceAll(/[ -]/g, '_'),
      text.trim(),
    ]),
  );
}
