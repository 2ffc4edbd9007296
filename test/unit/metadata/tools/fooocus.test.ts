import { describe, it } from 'vitest';
import { check, type Case } from './cases.ts';

const FOOOCUS = {
  prompt: 'a pier',
  negative_prompt: 'people',
  base_model: 'jugger',
  metadata_scheme: 'fooocus',
  full_prompt: ['a pier, cinematic'],
  guidance_scale: 4,
  resolution: '(1152, 896)',
  sampler: 'dpmpp',
  scheduler: 'karras',
  seed: '77',
  steps: 30,
  lora_combined_1: 'offset : 0.1',
  version: 'Fooocus v2.5.5',
};
const fooocus = {
  tool: 'Fooocus',
  prompt: 'a pier',
  negativePrompt: 'people',
  model: 'jugger',
  cfg: 4,
  size: '1152x896',
  seed: 77,
  loras: [{ name: 'offset', weight: 0.1 }],
};

describe('Fooocus and RuinedFooocus', () => {
  it.each<Case>([
    ['PNG', { 'png:parameters': FOOOCUS, 'png:fooocus_scheme': 'fooocus' }, fooocus],
    ['JPEG', { 'exif:UserComment': FOOOCUS, 'exif:MakerNote': 'fooocus' }, fooocus],
    [
      'marked only',
      { 'exif:UserComment': { prompt: 'a pier' }, 'exif:MakerNote': 'fooocus' },
      { tool: 'Fooocus', prompt: 'a pier' },
    ],
    [
      'older labels',
      {
        'png:parameters': {
          Prompt: 'a pier',
          'Negative Prompt': 'people',
          Styles: '[]',
          'Base Model': 'jugger',
          'Guidance Scale': 4,
          Resolution: '(1152, 896)',
          Seed: 77,
          'LoRA 1': 'offset : 0.1',
        },
      },
      fooocus,
    ],
    [
      'AUTOMATIC1111 scheme',
      {
        'png:parameters': 'a pier\nNegative prompt: people\nSteps: 30, Seed: 77, Version: Fooocus v2.5.5',
        'png:fooocus_scheme': 'a1111',
      },
      { tool: 'Fooocus', prompt: 'a pier', negativePrompt: 'people' },
    ],
    [
      'RuinedFooocus',
      {
        'png:parameters': {
          Prompt: ' a pier',
          Negative: 'people',
          steps: 30,
          cfg: 5,
          width: 8,
          height: 9,
          seed: 2,
          base_model_name: 'm',
          sampler_name: 'ddim',
          software: 'RuinedFooocus',
        },
      },
      {
        tool: 'RuinedFooocus',
        prompt: 'a pier',
        negativePrompt: 'people',
        cfg: 5,
        size: '8x9',
        model: 'm',
        sampler: 'ddim',
      },
    ],
    [
      'RuinedFooocus, JPEG',
      { 'exif:UserComment': { Prompt: 'a pier', Negative: '', software: 'RuinedFooocus' } },
      { tool: 'RuinedFooocus', prompt: 'a pier' },
    ],
  ])('%s', check);
});
