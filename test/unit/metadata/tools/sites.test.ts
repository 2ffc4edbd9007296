import { describe, it } from 'vitest';
import { check, type Case } from './cases.ts';

describe('others', () => {
  it.each<Case>([
    [
      'Sygil',
      {
        'png:SD:prompt': 'a cave',
        'png:SD:negative_prompt': 'bats',
        'png:SD:seed': '6',
        'png:SD:steps': '50',
        'png:SD:cfg_scale': '7.5',
        'png:SD:sampler_name': 'k_lms',
        'png:SD:width': '16',
        'png:SD:height': '32',
      },
      {
        tool: 'Sygil',
        place: 'png:SD:prompt',
        prompt: 'a cave',
        negativePrompt: 'bats',
        seed: 6,
        steps: 50,
        sampler: 'k_lms',
        size: '16x32',
      },
    ],
    [
      'a script with small letters',
      { 'png:sd:prompt': 'a cave', 'png:sd:guidance_scale': '2' },
      { prompt: 'a cave', cfg: 2 },
    ],
    [
      'Tensor.art',
      {
        'png:prompt': { 1: { class_type: 'KSampler', inputs: {} } },
        'png:generation_data': `${JSON.stringify({ prompt: 'a cave', negativePrompt: 'bats', seed: '6', steps: 5, cfgScale: 3, width: 16, height: 32, samplerName: 'euler', baseModel: { label: 'm', modelFileName: 'm1' }, models: [{ type: 'LORA', weight: 0.8, modelFileName: 'ink' }] })}\0`,
      },
      {
        tool: 'Tensor.art',
        prompt: 'a cave',
        negativePrompt: 'bats',
        seed: 6,
        cfg: 3,
        size: '16x32',
        model: 'm1',
        loras: [{ name: 'ink', weight: 0.8 }],
      },
    ],
    [
      'Tensor.art, in JPEG',
      { 'exif:UserComment': { prompt: 'a cave', baseModel: { modelFileName: 'm1' } } },
      { tool: 'Tensor.art', prompt: 'a cave' },
    ],
    [
      'Civitai',
      {
        'exif:UserComment': {
          3: { class_type: 'KSampler', inputs: {} },
          extraMetadata: JSON.stringify({
            prompt: 'a cave',
            negativePrompt: 'bats',
            steps: 5,
            cfgScale: 3,
            sampler: 'Euler',
            seed: 6,
          }),
        },
      },
      {
        tool: 'Civitai',
        prompt: 'a cave',
        negativePrompt: 'bats',
        steps: 5,
        cfg: 3,
        sampler: 'Euler',
        seed: 6,
      },
    ],
    [
      'Civitai, a workflow',
      { 'png:workflow': { nodes: [], extra: { extraMetadata: { prompt: 'a cave' } } } },
      { tool: 'Civitai', prompt: 'a cave' },
    ],
    [
      'Midjourney',
      {
        'png:Description':
          'a fox, well-lit --no trees, snow --ar 3:2 --v 6 Job ID: 01234567-89ab-cdef-0123-456789abcdef',
        'png:Author': 'someone',
      },
      {
        tool: 'Midjourney',
        prompt: 'a fox, well-lit --no trees, snow --ar 3:2 --v 6',
        negativePrompt: 'trees, snow',
        parameters: {
          ar: '3:2',
          v: '6',
          Author: 'someone',
          'Job ID': '01234567-89ab-cdef-0123-456789abcdef',
        },
      },
    ],
    [
      'Midjourney, in XMP',
      { 'xmp:description': 'a fox --seed 9 --niji 6' },
      { tool: 'Midjourney', prompt: 'a fox --seed 9 --niji 6', seed: 9 },
    ],
  ])('%s', check);
});
