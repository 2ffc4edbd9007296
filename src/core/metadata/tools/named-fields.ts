import type { JsonObject, JsonValue } from '../../collection/json-value.ts';
import { asObject, sizeFrom, type Said } from '../generation.ts';

/**
 * The names that tools have for the vocabulary, the usual one first: AUTOMATIC1111's API, diffusers, Civitai's API
 * (`cfgScale`), AI Horde, Easy Diffusion (`num_inference_steps`), NovelAI (`uc`), Leonardo, DiffusionDB (one letter).
 */
const NAMES = {
  prompt: [
    'prompt',
    'Prompt',
    'positive_prompt',
    'positivePrompt',
    'positive',
    'Positive prompt',
    'Positive Prompt',
  ],
  negativePrompt: [
    'negative_prompt',
    'negativePrompt',
    'negativeprompt',
    'Negative prompt',
    'Negative Prompt',
    'negative',
    'Negative',
    'uc',
  ],
  model: [
    'model',
    'Model',
    'model_name',
    'modelName',
    'base_model',
    'baseModel',
    'base_model_name',
    'sd_model_name',
    'use_stable_diffusion_model',
    'sd_model_checkpoint',
    'models',
    'model_id',
    'modelId',
  ],
  sampler: ['sampler_name', 'samplerName', 'sampler', 'Sampler', 'sampler_index'],
  scheduler: ['scheduler', 'Scheduler', 'schedule_type', 'Schedule type', 'noise_schedule'],
  steps: ['steps', 'Steps', 'num_inference_steps', 'ddim_steps', 'numInferenceSteps'],
  cfg: [
    'cfg_scale',
    'cfgScale',
    'cfgscale',
    'guidance_scale',
    'guidanceScale',
    'cfg',
    'CFG scale',
    'Guidance Scale',
    'scale',
    'guidance',
  ],
  seed: ['seed', 'Seed', 'noise_seed'],
  size: ['Size', 'size'],
} as const;

/** The first of an object's fields that says something. */
export function firstOf(object: JsonObject, names: readonly string[]): JsonValue | undefined {
  return names
    .filter((name) => Object.hasOwn(object, name))
    .map((name) => object[name])
    .find((value) => value !== null && value !== undefined && value !== '');
}

/** What an object says under the names that are in use. */
export function saidByNames(object: JsonObject): Said {
  const size = firstOf(object, NAMES.size);
  return {
    prompt: textIn(firstOf(object, NAMES.prompt)),
    negativePrompt: textIn(firstOf(object, NAMES.negativePrompt)),
    model: nameOf(firstOf(object, NAMES.model)),
    sampler: nameOf(firstOf(object, NAMES.sampler)),
    scheduler: nameOf(firstOf(object, NAMES.scheduler)),
    steps: firstOf(object, NAMES.steps),
    cfg: firstOf(object, NAMES.cfg),
    seed: firstOf(object, NAMES.seed),
    size: typeof size === 'string' ? size : sizeFrom(sideOf(object, 'width'), sideOf(object, 'height')),
    loras: lorasIn(firstOf(object, ['loras', 'lora'])),
    parameters: object,
  };
}

function sideOf(object: JsonObject, side: 'width' | 'height'): JsonValue | undefined {
  return firstOf(object, [side, side === 'width' ? 'Width' : 'Height']);
}

/** AI Horde (docs, "Negative prompts") and Sygil take what stands behind `###` in a prompt as the negative prompt. */
export function splitAtHashes(said: Said): Said {
  if (typeof said.prompt !== 'string' || said.negativePrompt !== undefined) return said;
  const at = said.prompt.indexOf('###');
  if (at === -1) return said;
  return { ...said, prompt: said.prompt.slice(0, at), negativePrompt: said.prompt.slice(at + 3) };
}

/** A text, or the texts of a list. */
export function textIn(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return undefined;
  const texts = value.slice(0, 100).filter((item) => typeof item === 'string');
  return texts.length === 0 ? undefined : texts.join(', ');
}

/** A name, or the name of an object that describes something, or of the first of a list. */
export function nameOf(value: JsonValue | undefined): string | undefined {
  const first = Array.isArray(value) ? value[0] : value;
  if (typeof first === 'string') return first;
  const object = asObject(first);
  const name =
    object &&
    firstOf(object, ['model_name', 'name', 'modelName', 'modelFileName', 'lora_name', 'label', 'key', 'id']);
  return typeof name === 'string' ? name : undefined;
}

/** Networks as a list of names, of pairs of name and weight, or of objects. */
export function lorasIn(value: JsonValue | undefined): JsonValue[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.slice(0, 100).flatMap((item): JsonValue[] => {
    if (typeof item === 'string') return [{ name: item }];
    if (Array.isArray(item)) return [{ name: item[0] ?? null, weight: item[1] ?? null }];
    const object = asObject(item);
    if (object === undefined) return [];
    const name = nameOf(object['model']) ?? nameOf(object['lora']) ?? nameOf(object);
    const weight = firstOf(object, ['weight', 'strength', 'alpha']);
    return name === undefined ? [] : [weight === undefined ? { name } : { name, weight }];
  });
}
