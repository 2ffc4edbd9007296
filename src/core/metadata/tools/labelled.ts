import type { JsonObject, JsonValue } from '../../collection/json-value.ts';
import type { FoundText } from '../found-text.ts';
import { asObject, generationOf, pixels, type Generation } from '../generation.ts';
import { objectsIn } from '../json-texts.ts';

/** What tools and collections call things; the first that is there counts. */
const NAMES = {
  prompt: [
    'prompt',
    'Prompt',
    'positive_prompt',
    'positivePrompt',
    'positive',
    'full_prompt',
    'caption',
    'text',
  ],
  negativePrompt: [
    'negative_prompt',
    'negativePrompt',
    'Negative Prompt',
    'negative',
    'Negative',
    'uc',
    'ucPrompt',
  ],
  model: [
    'model',
    'Model',
    'model_name',
    'base_model',
    'use_stable_diffusion_model',
    'modelName',
    'sd_model_name',
  ],
  sampler: ['sampler', 'sampler_name', 'Sampler', 'samplerName'],
  scheduler: ['scheduler', 'schedule', 'noise_schedule'],
  steps: ['steps', 'num_inference_steps', 'Steps', 'step'],
  cfg: ['cfg', 'cfg_scale', 'cfgScale', 'guidance_scale', 'CFG scale', 'scale'],
  seed: ['seed', 'Seed', 'noise_seed'],
  size: ['size', 'Size'],
} as const;

/** Where an answer of a service, or a downloader, keeps it (gallery-dl of Civitai: `generation.meta`). */
const INSIDE = ['meta', 'generation', 'parameters', 'params', 'metadata', 'generation_params'];

/** Any JSON object that names a prompt, in an image or beside it; also the short names of DiffusionDB. */
export function readLabelled(texts: readonly FoundText[]): Generation | undefined {
  for (const { place, object } of objectsIn(texts)) {
    const found = [object, ...inside(object)].find((each) => promptOf(each) !== undefined);
    if (found === undefined) continue;
    return generationOf(toolOf(found), place, {
      ...valuesOf(found),
      // What stands beside an image is the record itself.
      ...(place.startsWith('sidecar:') || place.startsWith('list:') ? {} : { parameters: found }),
    });
  }
  return undefined;
}

/** The objects inside, and those inside of these. */
function inside(object: JsonObject): readonly JsonObject[] {
  const within = (each: JsonObject): JsonObject[] =>
    INSIDE.map((name) => asObject(each[name])).filter((found) => found !== undefined);
  const first = within(object);
  return [...first, ...first.flatMap(within)];
}

function promptOf(object: JsonObject): string | undefined {
  const texts = [...NAMES.prompt.map((name) => object[name]), 'se' in object ? object['p'] : undefined];
  return texts.find((value) => typeof value === 'string' && value.trim() !== '') as string | undefined;
}

function valuesOf(object: JsonObject): Readonly<Record<string, JsonValue | undefined>> {
  const said = Object.entries(NAMES).map(([key, names]) => [key, firstOf(object, names)] as const);
  const { width, height } = object;
  const values = Object.fromEntries(said);
  const isDiffusionDb = 'se' in object && 'p' in object;
  return {
    ...values,
    ...(isDiffusionDb
      ? { seed: object['se'], cfg: object['c'], steps: object['st'], sampler: object['sa'] }
      : {}),
    size: values['size'] ?? pixels(width, height),
    prompt: promptOf(object),
  };
}

function firstOf(object: JsonObject, names: readonly string[]): JsonValue | undefined {
  return names
    .map((name) => object[name])
    .find((value) => value !== undefined && value !== null && value !== '');
}

function toolOf(object: JsonObject): string {
  if ('use_stable_diffusion_model' in object) return 'Easy Diffusion';
  const said = object['tool'] ?? object['software'];
  return typeof said === 'string' && said.trim() !== '' ? said.trim() : 'unknown';
}
