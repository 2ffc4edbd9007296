import type { FoundText } from '../found-text.ts';
import { generationOf, type Generation } from '../generation.ts';
import { infotextParts } from '../infotext.ts';
import { objectsIn } from '../json-texts.ts';

const TOOL = 'Draw Things';

/**
 * Draw Things: JSON with `c` and `uc` in EXIF's or XMP's `UserComment`; where that is lost, XMP's description has the
 * prompt, a line that begins with `-` for the negative one, and pairs as in an infotext.
 */
export function readDrawThings(texts: readonly FoundText[]): Generation | undefined {
  for (const { place, object } of objectsIn(texts)) {
    if (typeof object['c'] !== 'string' || !('uc' in object)) continue;
    return generationOf(TOOL, place, {
      prompt: object['c'],
      negativePrompt: object['uc'],
      model: object['model'],
      sampler: object['sampler'],
      steps: object['steps'],
      cfg: object['scale'],
      seed: object['seed'],
      size: object['size'],
      parameters: object,
    });
  }
  const isNamed = texts.some(({ place, text }) => place === 'xmp:CreatorTool' && text.includes(TOOL));
  const described = texts.find(({ place }) => place === 'xmp:description');
  return described && fromDescription(described, isNamed);
}

function fromDescription({ place, text }: FoundText, isNamed: boolean): Generation | undefined {
  const parts = infotextParts(text);
  if (parts === undefined || !(isNamed || 'Guidance Scale' in parts.parameters)) return undefined;
  const { parameters } = parts;
  const [prompt = '', ...negative] = parts.prompt.split(/^-(?=\S)/m);
  return generationOf(TOOL, place, {
    prompt,
    negativePrompt: negative.join('-') || parts.negativePrompt,
    model: parameters['Model'],
    sampler: parameters['Sampler'],
    steps: parameters['Steps'],
    cfg: parameters['Guidance Scale'],
    seed: parameters['Seed'],
    size: parameters['Size'],
    parameters,
  });
}
