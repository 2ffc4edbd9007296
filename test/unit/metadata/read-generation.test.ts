import { describe, expect, it } from 'vitest';
import type { FoundText } from '../../../src/core/metadata/found-text.ts';
import { readGeneration } from '../../../src/core/metadata/read-generation.ts';

const found = (place: string, value: unknown): FoundText => ({
  place,
  text: typeof value === 'string' ? value : JSON.stringify(value),
});
const comment = (keyword: string, value: unknown): FoundText => found(`png:${keyword}`, value);

const automatic = `a cat, (fluffy:1.2), <lora:x:0.5>
second line: still the prompt
Negative prompt: ugly, Steps taken
blurry
Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 123, Size: 512x512, Model: sd, Hires prompt: "a, b", Version: v1.7`;

/** A graph as ComfyUI saves it: a sampler, its conditionings through a node that combines, and a text of its own node. */
const comfy = {
  3: {
    class_type: 'KSampler',
    inputs: { seed: 1, positive: ['10', 0], negative: ['7', 0], model: ['4', 0] },
  },
  4: { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'sd.safetensors' } },
  6: { class_type: 'CLIPTextEncode', inputs: { text: ['11', 0], clip: ['4', 1] } },
  7: { class_type: 'CLIPTextEncode', inputs: { text: 'blurry', clip: ['4', 1] } },
  8: { class_type: 'CLIPTextEncode', inputs: { text: 'in the snow', clip: ['4', 1] } },
  10: { class_type: 'ConditioningCombine', inputs: { conditioning_1: ['6', 0], conditioning_2: ['8', 0] } },
  11: { class_type: 'PrimitiveString', inputs: { value: 'a fox' } },
};

describe('what tools leave in an image', () => {
  it('AUTOMATIC1111 and its forks', () => {
    const expected = {
      tool: 'AUTOMATIC1111',
      prompt: 'a cat, (fluffy:1.2), <lora:x:0.5>\nsecond line: still the prompt',
      negativePrompt: 'ugly, Steps taken\nblurry',
      parameters: { Steps: '20', Sampler: 'Euler a', Seed: '123', 'Hires prompt': '"a, b"', Version: 'v1.7' },
    };
    expect(readGeneration([comment('parameters', automatic)])).toMatchObject(expected);
    expect(readGeneration([found('exif:UserComment', automatic)])).toMatchObject(expected);
    expect(readGeneration([found('exif:UserComment', 'a dog\nSteps: 5, Seed: 1')])).toMatchObject({
      prompt: 'a dog',
      parameters: { Steps: '5', Seed: '1' },
    });
  });

  it('ComfyUI, through its graph', () => {
    expect(readGeneration([comment('prompt', comfy), comment('workflow', {})])).toEqual({
      tool: 'ComfyUI',
      place: 'png:prompt',
      prompt: 'a fox, in the snow',
      negativePrompt: 'blurry',
      model: 'sd.safetensors',
      seed: 1,
    });
  });

  it('ComfyUI, where nodes point at each other and numbers are none', () => {
    const text =
      '{"1": {"inputs": {"positive": ["2", 0], "cfg": NaN}}, "2": {"inputs": {"a": ["2", 0], "b": ["1", 0]}}}';
    expect(readGeneration([comment('prompt', text)])).toBeUndefined();
  });

  it('InvokeAI, now and before version 3', () => {
    const now = { positive_prompt: 'an owl', negative_prompt: 'day', seed: 7 };
    expect(readGeneration([comment('invokeai_metadata', now)])).toMatchObject({
      tool: 'InvokeAI',
      prompt: 'an owl',
      negativePrompt: 'day',
      parameters: { seed: 7 },
    });
    const before = { model: 'sd', image: { prompt: [{ prompt: 'an owl', weight: 1 }] } };
    expect(readGeneration([comment('sd-metadata', before)])).toMatchObject({
      prompt: 'an owl',
    });
  });

  it('NovelAI', () => {
    const comments = [
      comment('Description', 'a girl'),
      comment('Comment', { prompt: 'a girl', uc: 'lowres', steps: 28 }),
    ];
    expect(readGeneration(comments)).toMatchObject({
      tool: 'NovelAI',
      prompt: 'a girl',
      negativePrompt: 'lowres',
      parameters: { steps: 28 },
    });
  });

  it('Fooocus', () => {
    const scheme = { prompt: 'a boat', negative_prompt: '', seed: '5', styles: '[]' };
    expect(readGeneration([comment('parameters', scheme)])).toMatchObject({
      tool: 'Fooocus',
      prompt: 'a boat',
      parameters: { seed: '5' },
    });
  });
});

it('a plain description, where there is nothing else', () => {
  expect(readGeneration([found('xmp:description', 'a hill')])).toEqual({
    tool: 'unknown',
    place: 'xmp:description',
    prompt: 'a hill',
  });
  expect(readGeneration([found('xmp:description', automatic)])).toMatchObject({
    tool: 'AUTOMATIC1111',
  });
});

describe('what is none of it', () => {
  it.each<[readonly FoundText[]]>([
    [[]],
    [[comment('Software', 'GIMP')]],
    [[comment('parameters', '')]],
    [[comment('prompt', '{not json')]],
    [[comment('Comment', 'Created with GIMP')]],
    [[found('exif:UserComment', 'holiday in Rome'), found('exif:ImageDescription', 'SONY DSC')]],
  ])('%j', (text) => expect(readGeneration(text)).toBeUndefined());
});
