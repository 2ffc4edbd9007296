import type { JsonObject, JsonValue } from '../../collection/json-value.ts';
import { byPlace, findObject } from '../found-object.ts';
import type { FoundText } from '../found-text.ts';
import { asObject, generationOf, type Generation, type Said } from '../generation.ts';
import { saidByNames } from './named-fields.ts';

/** The labels of the text file (ui/easydiffusion/utils/save_utils.py, `TASK_TEXT_MAPPING`), by the names in its JSON. */
const LABELS: Readonly<Partial<Record<string, string>>> = {
  prompt: 'prompt',
  'negative prompt': 'negative_prompt',
  seed: 'seed',
  steps: 'num_inference_steps',
  'guidance scale': 'guidance_scale',
  sampler: 'sampler_name',
  width: 'width',
  height: 'height',
  'stable diffusion model': 'use_stable_diffusion_model',
  'prompt strength': 'prompt_strength',
  'use face correction': 'use_face_correction',
  'use upscaling': 'use_upscale',
  'vae model': 'use_vae_model',
  'lora model': 'use_lora_model',
  'lora strength': 'lora_alpha',
};
const LONGEST = 64_000;

/** Easy Diffusion: JSON in UserComment or in a file beside the image, or a text file with a line for each setting. */
export function readEasyDiffusion(texts: readonly FoundText[]): Generation | undefined {
  const found = findObject(texts, ['exif:UserComment', 'sidecar:json'], (object) => isOwn(requestIn(object)));
  if (found !== undefined) {
    return generationOf('Easy Diffusion', found.place, {
      ...saidByEasyDiffusion(requestIn(found.object)),
      parameters: found.object,
    });
  }
  for (const { place, text } of byPlace(texts, ['sidecar:txt'])) {
    const fields = labelledLines(text.slice(0, LONGEST));
    if (fields !== undefined) return generationOf('Easy Diffusion', place, saidByEasyDiffusion(fields));
  }
  return undefined;
}

/** What fields say by their names or by the labels of the text file; both have been in use for all kinds of files. */
export function saidByEasyDiffusion(given: JsonObject): Said {
  const fields: JsonObject = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [nameOfLabel(labelOf(name)) ?? name, value]),
  );
  const names = listOf(fields['use_lora_model']);
  const weights = listOf(fields['lora_alpha']);
  const loras = names.slice(0, 100).map((name, index) => ({ name, weight: weights[index] ?? null }));
  return { ...saidByNames(fields), loras, parameters: given };
}

function nameOfLabel(label: string): string | undefined {
  return Object.hasOwn(LABELS, label) ? LABELS[label] : undefined;
}

function labelOf(name: string): string {
  return name.slice(0, 40).toLowerCase().replaceAll('_', ' ');
}

function listOf(value: JsonValue | undefined): JsonValue[] {
  if (value === undefined || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

/** What is saved of a task holds its request. */
function requestIn(object: JsonObject): JsonObject {
  return asObject(object['reqBody']) ?? object;
}

function isOwn(object: JsonObject): boolean {
  if ('use_stable_diffusion_model' in object) return typeof object['prompt'] === 'string';
  return 'Stable Diffusion model' in object && typeof object['Prompt'] === 'string';
}

/** Undefined where too few lines have a label of its own. The first line may be the prompt without one. */
function labelledLines(text: string): JsonObject | undefined {
  const fields: JsonObject = {};
  const unlabelled: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const colon = line.slice(0, 40).indexOf(':');
    const label = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    const name = nameOfLabel(label);
    // A line of AUTOMATIC1111's pairs begins with a label of this tool too.
    if (name !== undefined && !(name === 'num_inference_steps' && line.includes(',')))
      fields[name] = line.slice(colon + 1).trim();
    else if (Object.keys(fields).length === 0 && line.trim() !== '') unlabelled.push(line);
  }
  const isIts = 'guidance_scale' in fields && 'seed' in fields && 'num_inference_steps' in fields;
  const isLabelled = 'prompt' in fields && 'negative_prompt' in fields && Object.keys(fields).length > 2;
  if (!isIts && !isLabelled) return undefined;
  return unlabelled.length === 0 ? fields : { prompt: unlabelled.join('\n'), ...fields };
}
