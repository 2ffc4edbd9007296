import { describe, expect, it } from 'vitest';
import type { FoundText } from '../../../src/core/metadata/found-text.ts';
import { readGeneration } from '../../../src/core/metadata/read-generation.ts';

const at = (place: string, value: unknown): FoundText => ({
  place,
  text: typeof value === 'string' ? value : JSON.stringify(value),
});
const infotext = 'a kite\nNegative prompt: rain\nSteps: 20, Seed: 1';
const said = (prompt: string, negativePrompt?: string, more: object = {}): object => ({
  prompt,
  ...(negativePrompt === undefined ? {} : { negativePrompt }),
  ...more,
});

describe('what each tool writes', () => {
  it.each<[string, readonly FoundText[], object]>([
    [
      'InvokeAI since version 3',
      [
        at('png:invokeai_metadata', {
          positive_prompt: 'a heron',
          negative_prompt: 'fish',
          model: { model_name: 'sdxl' },
          seed: 9,
          width: 1024,
          height: 768,
          loras: [{ lora: { model_name: 'thing' }, weight: 0.5 }],
        }),
      ],
      said('a heron', 'fish', {
        tool: 'InvokeAI',
        model: 'sdxl',
        seed: 9,
        size: '1024x768',
        loras: [{ name: 'thing', weight: 0.5 }],
      }),
    ],
    [
      'InvokeAI, in its graph alone',
      [
        at('png:invokeai_graph', {
          nodes: { a: {}, b: { positive_prompt: 'a heron', negative_prompt: 'fish' } },
        }),
      ],
      said('a heron', 'fish'),
    ],
    [
      'InvokeAI 2, with brackets',
      [
        at('png:sd-metadata', {
          image: { prompt: [{ prompt: 'a heron [fish] by a pond', weight: 1 }], seed: 42 },
        }),
      ],
      said('a heron by a pond', 'fish', { seed: 42 }),
    ],
    [
      'InvokeAI 1, as a command line',
      [at('png:Dream', '"a heron [fish]" -s 50 -S 42 -W 512 -H 640 -C 7.5 -A k_lms')],
      said('a heron', 'fish', { steps: 50, seed: 42, size: '512x640', cfg: 7.5, sampler: 'k_lms' }),
    ],
    [
      'NovelAI of 2022',
      [at('png:Description', 'a harbour'), at('png:Comment', { uc: 'lowres', steps: 23, sampler: 'ddim' })],
      said('a harbour', 'lowres', { tool: 'NovelAI', steps: 23 }),
    ],
    [
      'NovelAI 4, by character',
      [
        at('png:Comment', {
          prompt: 'two people',
          uc: 'low',
          v4_prompt: {
            caption: { base_caption: 'two people', char_captions: [{ char_caption: 'red hair' }] },
          },
          v4_negative_prompt: { caption: { base_caption: 'low', char_captions: [] } },
        }),
      ],
      said('two people\nred hair', 'low'),
    ],
    [
      'NovelAI, all in one object',
      [at('exif:UserComment', { Description: 'a girl', Comment: JSON.stringify({ uc: 'low', scale: 5 }) })],
      said('a girl', 'low', { cfg: 5 }),
    ],
    [
      'NovelAI, hidden',
      [at('alpha:Description', 'a girl'), at('alpha:Comment', { uc: 'low' })],
      said('a girl', 'low'),
    ],
    [
      'SwarmUI',
      [
        at('exif:UserComment', {
          sui_image_params: { prompt: 'a street', negativeprompt: 'people', cfgscale: 7 },
        }),
      ],
      said('a street', 'people', { tool: 'SwarmUI', cfg: 7 }),
    ],
    [
      'Fooocus',
      [
        at('png:parameters', {
          prompt: 'a hill',
          negative_prompt: '',
          base_model: 'x',
          resolution: '(896, 1152)',
          seed: '12345678901234567890',
        }),
      ],
      said('a hill', undefined, {
        tool: 'Fooocus',
        model: 'x',
        size: '896x1152',
        seed: '12345678901234567890',
      }),
    ],
    [
      'Fooocus, named beside it',
      [at('exif:MakerNote', 'fooocus'), at('exif:UserComment', { prompt: 'a hill', negative_prompt: 'fog' })],
      said('a hill', 'fog', { tool: 'Fooocus' }),
    ],
    [
      'RuinedFooocus',
      [at('png:parameters', { Prompt: 'a barn', Negative: 'photo', software: 'RuinedFooocus', cfg: 4 })],
      said('a barn', 'photo', { tool: 'RuinedFooocus', cfg: 4 }),
    ],
    [
      'Sygil',
      [at('png:SD:prompt', 'a cat'), at('png:SD:negative_prompt', 'dog'), at('png:SD:seed', '5')],
      said('a cat', 'dog', { tool: 'Sygil', seed: 5 }),
    ],
    [
      'Tensor.art',
      [
        at(
          'png:generation_data',
          `${JSON.stringify({ prompt: 'a cat', negativePrompt: 'dog', cfgScale: 7 })}\0`,
        ),
      ],
      said('a cat', 'dog', { tool: 'Tensor.art', cfg: 7 }),
    ],
    [
      'Civitai, beside a graph',
      [
        at('exif:UserComment', {
          1: { class_type: 'x' },
          extraMetadata: JSON.stringify({ prompt: 'a cat', negativePrompt: 'dog' }),
        }),
      ],
      said('a cat', 'dog', { tool: 'Civitai' }),
    ],
    [
      'Draw Things',
      [at('xmp:description', 'ignored'), at('exif:UserComment', { c: 'a guitar', uc: 'ocean', scale: 7 })],
      said('a guitar', 'ocean', { tool: 'Draw Things', cfg: 7 }),
    ],
    [
      'Draw Things, described',
      [
        at(
          'xmp:description',
          'a guitar\n-ocean, (sun-lit)\nSteps: 20, Sampler: DPM, Guidance Scale: 7.0, Seed: 5',
        ),
      ],
      said('a guitar', 'ocean, (sun-lit)', { tool: 'Draw Things', seed: 5 }),
    ],
    [
      'Easy Diffusion, in chunks',
      [
        at('png:prompt', 'a lighthouse'),
        at('png:negative_prompt', 'fog'),
        at('png:num_inference_steps', '25'),
      ],
      said('a lighthouse', 'fog', { tool: 'Easy Diffusion', steps: 25 }),
    ],
    [
      'Easy Diffusion, in lines',
      [at('sidecar:txt', 'Prompt: a lighthouse\nSeed: 3\nNegative Prompt: fog')],
      said('a lighthouse', 'fog', { seed: 3 }),
    ],
    [
      'Easy Diffusion, in JSON',
      [
        at('exif:UserComment', {
          prompt: 'a lighthouse',
          negative_prompt: 'fog',
          use_stable_diffusion_model: 'sd',
        }),
      ],
      said('a lighthouse', 'fog', { tool: 'Easy Diffusion', model: 'sd' }),
    ],
    [
      'Midjourney',
      [at('png:Description', 'a fox --ar 3:2 --v 6 Job ID: 00000000-1111-2222-3333-444444444444')],
      said('a fox --ar 3:2 --v 6', undefined, { tool: 'Midjourney' }),
    ],
    [
      'a downloader of Civitai',
      [at('sidecar:json', { id: 1, generation: { meta: { prompt: 'a cat' } } })],
      said('a cat'),
    ],
    [
      'img2dataset',
      [at('sidecar:json', { caption: 'two boats', url: 'https://example.org' })],
      said('two boats'),
    ],
    [
      'DiffusionDB',
      [at('list:part', { p: 'a cat', se: 5, c: 7, st: 50, sa: 'k_lms' })],
      said('a cat', undefined, { seed: 5, cfg: 7, steps: 50 }),
    ],
    ['a caption', [at('sidecar:caption', 'a dog, on a sofa\n')], said('a dog, on a sofa')],
  ])('%s', (_, texts, expected) => expect(readGeneration(texts)).toMatchObject(expected));
});

describe('of several', () => {
  const graph = {
    1: { class_type: 'KSampler', inputs: { positive: ['2', 0] } },
    2: { class_type: 'CLIPTextEncode', inputs: { text: 'a {red|blue} kite' } },
    3: { class_type: 'SaveImage', inputs: { images: ['1', 0] } },
  };

  it('an infotext beats a graph', () => {
    const texts = [at('png:prompt', graph), at('png:parameters', infotext)];
    expect(readGeneration(texts)).toMatchObject({ prompt: 'a kite', place: 'png:parameters' });
  });

  it('a graph beats a description', () => {
    const texts = [at('png:Description', 'something'), at('png:prompt', graph)];
    expect(readGeneration(texts)).toMatchObject({ prompt: 'a {red|blue} kite', tool: 'ComfyUI' });
  });

  it('one without a prompt hides no other', () => {
    const texts = [at('sidecar:json', { prompt: null, id: 7 }), at('png:parameters', infotext)];
    expect(readGeneration(texts)).toMatchObject({ prompt: 'a kite', negativePrompt: 'rain' });
  });
});
