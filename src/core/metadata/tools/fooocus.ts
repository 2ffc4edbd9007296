import type { JsonObject, JsonValue } from '../../collection/json-value.ts';
import type { FoundText } from '../found-text.ts';
import { generationOf, pixels, type Generation } from '../generation.ts';
import { objectsIn } from '../json-texts.ts';

/** Keys that only Fooocus' own scheme has (modules/meta_parser.py). */
const OWN = ['metadata_scheme', 'base_model', 'refiner_model', 'performance', 'styles', 'full_prompt'];

/**
 * Fooocus: JSON where AUTOMATIC1111 has its text; in JPEG and WebP, EXIF's `MakerNote` names the scheme. RuinedFooocus
 * begins its names with capitals. (Fooocus' other scheme is AUTOMATIC1111's text.)
 */
export function readFooocus(texts: readonly FoundText[]): Generation | undefined {
  const isNamed = texts.some(({ text }) => text.trim() === 'fooocus');
  for (const { place, object } of objectsIn(texts)) {
    if (typeof object['Prompt'] === 'string' && ('Negative' in object || isRuined(object)))
      return ruined(place, object);
    if (typeof object['prompt'] !== 'string' || !('negative_prompt' in object)) continue;
    if (isNamed || OWN.some((key) => key in object) || isFooocus(object['version']))
      return own(place, object);
  }
  return undefined;
}

function isFooocus(version: JsonValue | undefined): boolean {
  return typeof version === 'string' && version.startsWith('Fooocus');
}

function isRuined({ software }: JsonObject): boolean {
  return typeof software === 'string' && software.includes('Fooocus');
}

function own(place: string, scheme: JsonObject): Generation | undefined {
  const resolution = typeof scheme['resolution'] === 'string' ? scheme['resolution'] : '';
  const [, width, height] = /^\((\d+), ?(\d+)\)$/.exec(resolution) ?? [];
  return generationOf('Fooocus', place, {
    prompt: scheme['prompt'],
    negativePrompt: scheme['negative_prompt'],
    model: scheme['base_model'],
    sampler: scheme['sampler'],
    scheduler: scheme['scheduler'],
    steps: scheme['steps'],
    cfg: scheme['guidance_scale'],
    seed: scheme['seed'],
    size: pixels(width, height),
    parameters: scheme,
  });
}

function ruined(place: string, scheme: JsonObject): Generation | undefined {
  return generationOf('RuinedFooocus', place, {
    prompt: scheme['Prompt'],
    negativePrompt: scheme['Negative'],
    model: scheme['base_model_name'],
    sampler: scheme['sampler_name'],
    scheduler: scheme['scheduler'],
    steps: scheme['steps'],
    cfg: scheme['cfg'],
    seed: scheme['seed'],
    size: pixels(scheme['width'], scheme['height']),
    parameters: scheme,
  });
}
