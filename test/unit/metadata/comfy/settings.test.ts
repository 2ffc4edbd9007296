import { describe, expect, it } from 'vitest';
import { encode, FOX, graph, node, read, sampler } from './graphs.ts';

const guided = (guider: object) => ({
  1: node('UNETLoader', { unet_name: 'flux.safetensors', weight_dtype: 'default' }),
  3: node('SamplerCustomAdvanced', {
    noise: ['10', 0],
    guider: ['11', 0],
    sampler: ['12', 0],
    sigmas: ['13', 0],
    latent_image: ['2', 0],
  }),
  10: node('RandomNoise', { noise_seed: 77 }),
  11: node('CFGGuider', { model: ['1', 0], positive: ['6', 0], negative: ['7', 0], ...guider }),
  12: node('KSamplerSelect', { sampler_name: 'heun' }),
  13: node('BasicScheduler', { scheduler: 'simple', steps: 28, denoise: 1, model: ['1', 0] }),
});

describe('the settings of a ComfyUI graph', () => {
  it('of the default graph', () => {
    expect(read(graph())).toEqual({
      tool: 'ComfyUI',
      place: 'png:prompt',
      ...FOX,
      model: 'sd.safetensors',
      sampler: 'euler',
      scheduler: 'normal',
      steps: 20,
      cfg: 7,
      seed: 5,
      size: '512x768',
    });
  });

  it('of a guider, its noise, its sampler and its scheduler', () => {
    expect(read(graph(guided({ cfg: 5 })))).toMatchObject({
      model: 'flux.safetensors',
      sampler: 'heun',
      scheduler: 'simple',
      steps: 28,
      cfg: 5,
      seed: 77,
      size: '512x768',
    });
  });

  it('of values that primitives give', () => {
    const more = {
      3: sampler(['6', 0], ['7', 0], { seed: ['8', 0], steps: ['9', 0] }),
      8: node('Seed (rgthree)', { seed: 123 }),
      9: node('Reroute', { '': ['10', 0] }),
      10: node('PrimitiveInt', { value: 12 }),
    };
    expect(read(graph(more))).toMatchObject({ seed: 123, steps: 12 });
  });

  it('of an efficient loader', () => {
    const loader = node('Efficient Loader', {
      ckpt_name: 'm.safetensors',
      lora_name: 'None',
      positive: FOX.prompt,
      negative: FOX.negativePrompt,
      empty_latent_width: 640,
      empty_latent_height: 480,
    });
    const more = { 1: loader, 3: sampler(['1', 1], ['1', 2], { latent_image: ['1', 3] }) };
    expect(read(graph(more))).toMatchObject({ ...FOX, model: 'm.safetensors', size: '640x480' });
    expect(read(graph(more))).not.toHaveProperty('loras');
  });

  it('of a seed that no number can hold', () => {
    const text = JSON.stringify(graph()).replace('"seed":5', '"seed":18446744073709551615');
    expect(read(text)?.seed).toBe('18446744073709551615');
  });

  it('without a size, where the picture was scaled by a factor', () => {
    const more = {
      4: node('VAEDecode', { samples: ['20', 0] }),
      20: sampler(['6', 0], ['7', 0], { latent_image: ['21', 0], seed: 6 }),
      21: node('LatentUpscaleBy', { samples: ['3', 0], scale_by: 1.5 }),
    };
    expect(read(graph(more))).toMatchObject({ seed: 6 });
    expect(read(graph(more))).not.toHaveProperty('size');
  });

  it('of networks that are mixed in, the first that is mixed in first', () => {
    const more = {
      3: sampler(['6', 0], ['7', 0], { model: ['10', 0] }),
      8: node('LoraLoader', { lora_name: 'one', strength_model: 0.8, strength_clip: 1, model: ['1', 0] }),
      9: node('Power Lora Loader (rgthree)', {
        model: ['8', 0],
        lora_1: { on: true, lora: 'two', strength: 0.5 },
        lora_2: { on: false, lora: 'off', strength: 1 },
      }),
      10: node('Lora Loader Stack (rgthree)', {
        model: ['9', 0],
        lora_01: 'three',
        strength_01: 0.25,
        lora_02: 'None',
        strength_02: 1,
      }),
      6: encode(FOX.prompt),
    };
    expect(read(graph(more))).toMatchObject({
      model: 'sd.safetensors',
      loras: [
        { name: 'one', weight: 0.8 },
        { name: 'two', weight: 0.5 },
        { name: 'three', weight: 0.25 },
      ],
    });
  });

  it('of a stack of networks that a loader takes', () => {
    const more = {
      1: node('Efficient Loader', { ckpt_name: 'm', positive: 'a', negative: 'b', lora_stack: ['8', 0] }),
      3: sampler(['1', 1], ['1', 2]),
      8: node('CR LoRA Stack', {
        switch_1: 'On',
        lora_name_1: 'one',
        model_weight_1: 0.7,
        clip_weight_1: 1,
        switch_2: 'Off',
        lora_name_2: 'two',
        model_weight_2: 1,
      }),
    };
    expect(read(graph(more))?.loras).toEqual([{ name: 'one', weight: 0.7 }]);
  });
});
