import { describe, expect, it } from 'vitest';
import {
  modelSchema,
  preprocessingName,
  variantFor,
  withPrecision,
} from '../../../src/core/embed/model-description.ts';
import { CLIP, MOBILECLIP, MODELS, SIGLIP2 } from '../../../src/core/embed/models.ts';
import { minimalModel } from '../../fakes/minimal-model.ts';

describe('the models that LexiCLIP knows', () => {
  it.each(MODELS)('$id is a description like any user’s', (model) =>
    expect(modelSchema.parse(JSON.parse(JSON.stringify(model)))).toEqual(model),
  );

  it('prepare pixels in ways of their own', () =>
    expect(new Set(MODELS.map(preprocessingName)).size).toBe(MODELS.length));
});

describe('the file of a model', () => {
  it.each([
    [CLIP, 'cpu', 'int8'],
    [CLIP, 'gpu', 'fp16'],
    [MOBILECLIP, 'cpu', 'fp32'],
    [MOBILECLIP, 'gpu', 'fp32'],
    [SIGLIP2, 'cpu', 'int8'],
    [SIGLIP2, 'gpu', 'fp32'],
  ] as const)('$id on a %s', (model, target, precision) =>
    expect(variantFor(model.variants, target)?.precision).toBe(precision),
  );

  it.each([
    [CLIP, 'int8'],
    [MOBILECLIP, 'int8'],
    [SIGLIP2, 'int8'],
  ])('of texts: $id', (model, precision) =>
    expect(variantFor(model.text?.variants ?? [], 'cpu')?.precision).toBe(precision),
  );

  it('in the precision that was asked for, text side included', () => {
    const exact = withPrecision(CLIP, 'fp32');
    expect(exact?.variants.map(({ precision }) => precision)).toEqual(['fp32']);
    expect(exact?.text?.variants.map(({ precision }) => precision)).toEqual(['fp32']);
    expect(withPrecision(MOBILECLIP, 'fp16')).toBeUndefined();
  });
});

describe('a user’s description', () => {
  it('needs no more than what differs between models', () => {
    expect(modelSchema.parse(minimalModel)).toMatchObject({
      fit: 'crop',
      filter: 'bicubic',
      input: 'pixel_values',
      output: 'image_embeds',
      standIn: false,
    });
  });

  it.each([
    [
      'a digest that is none',
      { ...minimalModel, variants: [{ ...minimalModel.variants[0], sha256: 'abc' }] },
    ],
    ['two channels', { ...minimalModel, mean: [0, 0] }],
    ['an id that is no name', { ...minimalModel, id: '../x' }],
    ['a size of nothing', { ...minimalModel, size: 0 }],
    ['a label of two lines', { ...minimalModel, label: 'Mine\nLicence: MIT' }],
    ['a label without end', { ...minimalModel, label: 'x'.repeat(201) }],
    ['a deviation of nothing', { ...minimalModel, deviation: [1, 0, 1] }],
    ['a mean without end', { ...minimalModel, mean: [0, Infinity, 0] }],
    ['a file without end', { ...minimalModel, variants: [{ ...minimalModel.variants[0], bytes: 2 ** 40 }] }],
    [
      'variants without end',
      { ...minimalModel, variants: Array.from({ length: 21 }, () => minimalModel.variants[0]) },
    ],
  ])('is refused with %s', (_what, description) =>
    expect(modelSchema.safeParse(description).success).toBe(false),
  );

  const withPath = (path: string): object => ({
    ...minimalModel,
    variants: [{ ...minimalModel.variants[0], path }],
  });

  it.each(['model.onnx', 'onnx/model_fp16.onnx', 'a b/modèle (2).onnx', '_a/b-c.d+e.onnx', 'console.onnx'])(
    'may name the file %j',
    (path) => expect(modelSchema.safeParse(withPath(path)).success).toBe(true),
  );

  it.each([
    '',
    '/etc/passwd',
    '../model.onnx',
    'onnx/../../model.onnx',
    '..',
    '.',
    './model.onnx',
    'onnx//model.onnx',
    'onnx/',
    'onnx\\model.onnx',
    'C:model.onnx',
    'C:/model.onnx',
    '//server/share/model.onnx',
    'model.onnx:stream',
    'con',
    'NUL.onnx',
    'com1/model.onnx',
    'onnx/LPT9.txt',
    'model.onnx.',
    'model.onnx ',
    'onnx /model.onnx',
    'model\u0000.onnx',
    'model\n.onnx',
    'model\u202e.onnx',
    '.git/config',
    '~/model.onnx',
    'mod?el.onnx',
    'model%2e.onnx',
    `${'a/'.repeat(100)}b`,
  ])('may not name the file %j', (path) => expect(modelSchema.safeParse(withPath(path)).success).toBe(false));

  it.each([
    ['owner/name', 'main', true],
    ['onnx-community/siglip2-base-patch16-224-ONNX', 'ba1f3b0843f24bc5417d38e19c37b287d719b2f4', true],
    ['name', 'main', false],
    ['../name', 'main', false],
    ['owner/..', 'main', false],
    ['owner/name/more', 'main', false],
    ['owner--x/name', 'main', false],
    ['owner/name.', 'main', false],
    ['owner/name?x', 'main', false],
    ['owner/name', '..', false],
    ['owner/name', 'refs/pr/1', false],
    ['owner/name', '', false],
    ['owner/name', 'a'.repeat(101), false],
  ])('of the repository %j at %j: %s', (name, revision, isAllowed) => {
    expect(modelSchema.safeParse({ ...minimalModel, repository: { name, revision } }).success).toBe(
      isAllowed,
    );
  });
});
