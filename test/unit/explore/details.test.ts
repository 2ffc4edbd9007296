import { expect, it } from 'vitest';
import type { PromptFile } from '../../../src/core/collection/schema.ts';
import { imageDetails, NEAREST_SHOWN } from '../../../src/core/explore/details.ts';

function detailsOf(raw: object): ReturnType<typeof imageDetails> {
  const lexiclip = { concept: 'cat', source: 'folder', image: 'a.png', sha256: '', fetchedAt: '' };
  return imageDetails('a', { ...raw, lexiclip }, ['cat', 'pet'], []);
}

it('tell what the prompt file says, each thing once, and where it comes from', () => {
  const said = { prompt: ' a cat ', negativePrompt: 'blur', model: 'sdxl', cfg: 7, guidance: 8, seed: '39' };
  const loras = [{ name: 'fur', weight: 0.8 }, { name: 'eyes' }];
  expect(
    detailsOf({
      ...said,
      loras,
      width: 512,
      height: 768,
      author: 'me',
      licence: { title: 'CC0-1.0', url: 'x' },
    }),
  ).toEqual({
    id: 'a',
    concepts: ['cat', 'pet'],
    prompt: 'a cat',
    negativePrompt: 'blur',
    tags: [],
    rating: 0,
    facts: [
      { label: 'Model', value: 'sdxl' },
      { label: 'Guidance', value: '7' },
      { label: 'Seed', value: '39' },
      { label: 'LoRAs', value: 'fur (0.8), eyes' },
      { label: 'Author', value: 'me' },
      { label: 'Licence', value: 'CC0-1.0' },
      { label: 'Size', value: '512x768' },
      { label: 'Source', value: 'folder' },
    ],
    nearest: [],
  });
});

it('tell nothing of what is of another kind', () => {
  const odd = {
    prompt: { text: 'x' },
    negativePrompt: 5,
    model: { id: 1 },
    seed: null,
    loras: [[], {}, null],
  };
  expect(detailsOf(odd)).toMatchObject({
    prompt: '',
    negativePrompt: '',
    facts: [{ label: 'Source', value: 'folder' }],
  });
});

it('are short', () => {
  const { prompt, facts } = detailsOf({ prompt: 'p'.repeat(1e6), model: 'm'.repeat(1e6) });
  expect([prompt.length, facts[0]?.value.length]).toEqual([5000, 300]);
  const nearest = Array.from({ length: 50 }, (_, at) => ({ id: String(at), similarity: 1 }));
  const file = { lexiclip: { source: '' } } as unknown as PromptFile;
  expect(imageDetails('a', file, [], nearest).nearest).toHaveLength(NEAREST_SHOWN);
});
