import { readComfyGraph } from '../../../../src/core/metadata/comfy/graph.ts';
import type { Generation } from '../../../../src/core/metadata/generation.ts';

export interface ApiNode {
  class_type: string;
  inputs: Record<string, unknown>;
}

export type ApiGraph = Record<string, ApiNode>;

export const node = (class_type: string, inputs: Record<string, unknown>): ApiNode => ({
  class_type,
  inputs,
});
export const encode = (text: unknown): ApiNode => node('CLIPTextEncode', { text, clip: ['1', 1] });

export const FOX = { prompt: 'a fox in the snow', negativePrompt: 'blurry, text' };

const settings = { seed: 5, steps: 20, cfg: 7, sampler_name: 'euler', scheduler: 'normal', denoise: 1 };

export const sampler = (positive: unknown, negative: unknown, more: Record<string, unknown> = {}): ApiNode =>
  node('KSampler', { ...settings, model: ['1', 0], positive, negative, latent_image: ['2', 0], ...more });

/** The default graph: 3 samples, 5 saves, 6 is the prompt, 7 the negative one; `more` adds and replaces nodes. */
export const graph = (more: ApiGraph = {}): ApiGraph => ({
  1: node('CheckpointLoaderSimple', { ckpt_name: 'sd.safetensors' }),
  2: node('EmptyLatentImage', { width: 512, height: 768, batch_size: 1 }),
  3: sampler(['6', 0], ['7', 0]),
  4: node('VAEDecode', { samples: ['3', 0], vae: ['1', 2] }),
  5: node('SaveImage', { filename_prefix: 'ComfyUI', images: ['4', 0] }),
  6: encode(FOX.prompt),
  7: encode(FOX.negativePrompt),
  ...more,
});

export const read = (value: unknown, place = 'png:prompt'): Generation | undefined =>
  readComfyGraph([{ place, text: typeof value === 'string' ? value : JSON.stringify(value) }]);
