import { describe, expect, it } from 'vitest';
import {
  modelSchema,
  preprocessingName,
  variantFor,
  withPrecision,
} from '../../../src/core/embed/model-description.ts';
import { CLIP, MOBILECLIP, MODELS, SIGLIP2 } from '../../../src/core/embed/models.ts';

describe('the models that LexiCLIP knows', () => {
  it.each(MODELS)('$id is a description like any user’s', (model) => {
    expect(modelSchema.parse(JSON.parse(JSON.stringify(model)))).toEqual(model);
  });

  it('prepare pixels in ways of their own', () => {
    expect(new Set(MODELS.map(preprocessingName)).size).toBe(MODELS.length);
  });
});

describe('the file of a model', () => {
  it.each([
    [CLIP, 'cpu', 'int8'],
    [CLIP, 'gpu', 'fp16'],
    [MOBILECLIP, 'cpu', 'fp32'],
    [MOBILECLIP, 'gpu', 'fp32'],
    [SIGLIP2, 'cpu', 'int8'],
    [SIGLIP2, 'gpu', 'fp32'],
  ] as const)('$id on a %s', (model, target, precision) => {
    expect(variantFor(model.variants, target)?.precision).toBe(precision);
  });

  it('in the precision that was asked for, text side included', () => {
    const exact = withPrecision(CLIP, 'fp32');
    expect(exact?.variants.map(({ precision }) => precision)).toEqual(['fp32']);
    expect(exact?.text?.variants.map(({ precision }) => precision)).toEqual(['fp32']);
    expect(withPrecision(MOBILECLIP, 'fp16')).toBeUndefined();
  });
});

describe('a user’s description', () => {
  const minimal = {
    ...{ id: 'mine', label: 'Mine', licence: 'MIT', size: 224 },
    ...{ mean: [0, 0, 0], deviation: [1, 1, 1] },
    variants: [{ precision: 'fp32', path: 'model.onnx', bytes: 10, sha256: 'a'.repeat(64) }],
  };

  it('needs no more than what differs between models', () => {
    expect(modelSchema.parse(minimal)).toMatchObject({
      ...{ fit: 'crop', filter: 'bicubic', input: 'pixel_values', output: 'image_embeds', standIn: false },
    });
  });

  it.each([
    ['a digest that is none', { ...minimal, variants: [{ ...minimal.variants[0], sha256: 'abc' }] }],
    ['two channels', { ...minimal, mean: [0, 0] }],
    ['an id that is no name', { ...minimal, id: '../x' }],
    ['a size of nothing', { ...minimal, size: 0 }],
  ])('is refused with %s', (_what, description) => {
    expect(modelSchema.safeParse(description).success).toBe(false);
  });
});
