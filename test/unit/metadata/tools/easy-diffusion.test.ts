import { describe, it } from 'vitest';
import { check, type Case } from './cases.ts';

describe('Easy Diffusion', () => {
  const request = {
    prompt: 'a lighthouse',
    negative_prompt: 'fog',
    seed: 8,
    num_inference_steps: 25,
    guidance_scale: 7.5,
    use_stable_diffusion_model: 'sd-v1-5',
    sampler_name: 'euler_a',
    width: 16,
    height: 32,
  };
  const expected = {
    tool: 'Easy Diffusion',
    prompt: 'a lighthouse',
    negativePrompt: 'fog',
    seed: 8,
    steps: 25,
    cfg: 7.5,
    model: 'sd-v1-5',
    sampler: 'euler_a',
    size: '16x32',
  };
  const lines =
    'Negative Prompt: fog\nSeed: 8\nSteps: 25\nGuidance Scale: 7.5\nStable Diffusion model: sd-v1-5\nSampler: euler_a\nWidth: 16\nHeight: 32';
  it.each<Case>([
    [
      'one chunk for each field',
      Object.fromEntries(Object.entries(request).map(([name, value]) => [`png:${name}`, String(value)])),
      { ...expected, place: 'png:prompt' },
    ],
    [
      'JPEG',
      { 'exif:UserComment': { ...request, use_lora_model: 'ink', lora_alpha: 0.5 } },
      { ...expected, loras: [{ name: 'ink', weight: 0.5 }] },
    ],
    [
      'JSON beside the image',
      { 'sidecar:json': { numOutputsTotal: 1, seed: 8, reqBody: request } },
      expected,
    ],
    [
      'one chunk for each label',
      {
        'png:Prompt': 'a lighthouse',
        'png:Negative Prompt': 'fog',
        'png:Steps': '25',
        'png:Stable Diffusion model': 'sd-v1-5',
      },
      { tool: 'Easy Diffusion', prompt: 'a lighthouse', negativePrompt: 'fog', steps: 25, model: 'sd-v1-5' },
    ],
    [
      'JSON with labels, several networks',
      {
        'exif:UserComment': {
          Prompt: 'a lighthouse',
          'Stable Diffusion model': 'sd-v1-5',
          'LoRA model': ['ink', 'fog'],
          'LoRA Strength': [0.5, 1],
        },
      },
      {
        tool: 'Easy Diffusion',
        model: 'sd-v1-5',
        loras: [
          { name: 'ink', weight: 0.5 },
          { name: 'fog', weight: 1 },
        ],
      },
    ],
    ['text beside the image', { 'sidecar:txt': `Prompt: a lighthouse\n${lines}` }, expected],
    ['text whose first line is the prompt', { 'sidecar:txt': `a lighthouse\n${lines}` }, expected],
  ])('%s', check);
});
