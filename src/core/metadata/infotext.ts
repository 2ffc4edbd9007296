import type { FoundText } from './found-text.ts';
import { generationOf, type Generation } from './generation.ts';

/**
 * AUTOMATIC1111's text (modules/infotext_utils.py, `parse_generation_parameters`): the prompt, a line that begins with
 * `Negative prompt:`, and a last line of `Name: value` pairs that begins with `Steps:`.
 */
export function readInfotext(texts: readonly FoundText[]): Generation | undefined {
  const places = ['png:parameters', 'exif:UserComment', 'exif:ImageDescription', 'xmp:description'];
  const found = texts.find(({ place }) => places.includes(place));
  if (found === undefined || found.text.trimStart().startsWith('{')) return undefined;
  const { place, text } = found;
  const steps = /^Steps: \d+.*$/ms.exec(text);
  const before = (steps === null ? text : text.slice(0, steps.index)).trim();
  const [prompt = '', ...negative] = before.split(/^Negative prompt: ?/m);
  if (steps === null && negative.length === 0) return undefined;
  const pairs = [...(steps?.[0] ?? '').matchAll(/([\w][\w /-]*): ("(?:\\.|[^"\\])*"|[^,]*)(?:,|$)/g)];
  const parameters = Object.fromEntries(
    pairs.map(([, name = '', value = '']) => [name.trim(), value.trim()]),
  );
  return generationOf('AUTOMATIC1111', place, {
    prompt,
    negativePrompt: negative.join(''),
    model: parameters['Model'],
    sampler: parameters['Sampler'],
    steps: parameters['Steps'],
    cfg: parameters['CFG scale'],
    seed: parameters['Seed'],
    size: parameters['Size'],
    parameters,
  });
}
