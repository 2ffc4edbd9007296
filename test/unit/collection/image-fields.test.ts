import { expect, it } from 'vitest';
import { fieldsOf } from '../../../src/core/collection/image-fields.ts';
import type { PromptFile } from '../../../src/core/collection/schema.ts';

function promptFile(raw: object, source = 'folder'): PromptFile {
  const lexiclip = { concept: 'cat', source, image: 'images/a.png', sha256: 'x', fetchedAt: '' };
  return { id: 'a', ...raw, lexiclip };
}

it('are what the prompt file says in the vocabulary of all tools', () => {
  const said = {
    model: ' sdxl ',
    sampler: 'Euler',
    steps: 20,
    cfg: 7.5,
    seed: '3994773032',
    size: '512x768',
  };
  expect(fieldsOf(promptFile({ ...said, tool: 'ComfyUI', file: 'cats/young/a.png' }))).toEqual({
    ...said,
    model: 'sdxl',
    seed: 3994773032,
    tool: 'ComfyUI',
    folder: 'cats/young',
    source: 'folder',
  });
});

it('are what Lexica says in words of its own', () => {
  const said = {
    createdAt: '2026-01-02T00:00:00Z',
    model: 'lexica-aperture-v2',
    guidance: '7',
    width: 512,
    height: 768,
    file: 'x/y',
  };
  expect(fieldsOf(promptFile(said, 'lexica'))).toEqual({
    model: 'lexica-aperture-v2',
    cfg: 7,
    size: '512x768',
    source: 'lexica',
    date: Date.UTC(2026, 0, 2),
  });
});

it.each([
  [{ model: '', sampler: 7, steps: 'many', cfg: null, seed: '12abc', width: 512 }],
  [
    {
      model: { name: 'x' },
      tool: ['a'],
      date: '2026',
      timestamp: 7,
      createdAt: '2026-99-99',
      size: ['512x512'],
      steps: NaN,
      file: 'a.png',
    },
  ],
])('lack what is of another kind: %j', (said) => {
  expect(fieldsOf(promptFile(said))).toEqual({ source: 'folder' });
});

it('are short', () => {
  expect(fieldsOf(promptFile({ model: 'm'.repeat(1e6) })).model).toHaveLength(120);
});
