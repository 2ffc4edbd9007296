import { describe, it } from 'vitest';
import { check, type Case } from './cases.ts';

describe('InvokeAI', () => {
  const metadata = {
    app_version: '5.4.0',
    positive_prompt: 'a heron',
    negative_prompt: 'fish',
    positive_style_prompt: 'ink',
    cfg_scale: 7,
    steps: 30,
    scheduler: 'euler',
    seed: 3,
    width: 16,
    height: 32,
  };
  const expected = {
    tool: 'InvokeAI',
    prompt: 'a heron',
    negativePrompt: 'fish',
    cfg: 7,
    steps: 30,
    sampler: 'euler',
    seed: 3,
    size: '16x32',
  };
  const node = (label: string, value: string): object => ({
    data: { type: 'compel', label, inputs: { prompt: { value } } },
  });
  it.each<Case>([
    [
      '5',
      {
        'png:invokeai_metadata': {
          ...metadata,
          model: { key: 'x', name: 'sdxl' },
          loras: [{ model: { name: 'ink' }, weight: 0.75 }],
        },
        'png:invokeai_graph': { nodes: {} },
      },
      { ...expected, model: 'sdxl', loras: [{ name: 'ink', weight: 0.75 }] },
    ],
    [
      '3',
      {
        'png:invokeai_metadata': {
          ...metadata,
          model: { model_name: 'sd' },
          loras: [{ lora: { model_name: 'ink' }, weight: 1 }],
        },
      },
      { ...expected, model: 'sd', loras: [{ name: 'ink', weight: 1 }] },
    ],
    ['beside the image', { 'sidecar:json': metadata }, expected],
    [
      '2, weighted',
      {
        'png:sd-metadata': {
          app_id: 'invoke-ai/InvokeAI',
          model_weights: 'sd-1.5',
          image: {
            prompt: [
              { prompt: 'a heron [fish] by a pond', weight: 1 },
              { prompt: 'boats', weight: -0.5 },
            ],
            steps: 9,
            cfg_scale: 7.5,
            sampler: 'k_lms',
            seed: 4,
            width: 16,
            height: 32,
          },
        },
        'png:Dream': '"other"',
      },
      {
        prompt: 'a heron by a pond',
        negativePrompt: 'fish, boats',
        model: 'sd-1.5',
        steps: 9,
        sampler: 'k_lms',
        size: '16x32',
      },
    ],
    ['2, a text', { 'png:sd-metadata': { image: { prompt: 'a heron' } } }, { prompt: 'a heron' }],
    [
      '1, command line',
      { 'png:Dream': '"a heron \\"by\\" a pond [fish]" -s 50 -S42 -W 512 -H 768 -C7.5 -A k_lms --model x' },
      {
        tool: 'InvokeAI',
        prompt: 'a heron "by" a pond',
        negativePrompt: 'fish',
        steps: 50,
        seed: 42,
        size: '512x768',
        cfg: 7.5,
        sampler: 'k_lms',
        model: 'x',
      },
    ],
    [
      '1, without quotes',
      { 'png:Dream': 'a well-known heron -s50 -S42' },
      { prompt: 'a well-known heron', steps: 50 },
    ],
    [
      'graph only',
      {
        'png:invokeai_graph': {
          nodes: {
            'neg_prompt:1': { type: 'string', value: 'fish' },
            'positive_prompt:2': { type: 'string', value: 'a heron' },
          },
        },
      },
      { prompt: 'a heron', negativePrompt: 'fish' },
    ],
    [
      'workflow only',
      {
        'png:invokeai_workflow': {
          nodes: [node('Negative Prompt', 'fish'), node('Positive Prompt', 'a heron')],
        },
      },
      { prompt: 'a heron', negativePrompt: 'fish' },
    ],
  ])('%s', check);
});
