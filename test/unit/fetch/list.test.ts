import { describe, expect, it } from 'vitest';
import { LexiclipError } from '../../../src/core/errors.ts';
import { parseList } from '../../../src/core/fetch/list.ts';

const items = [
  {
    id: 'b',
    src: 'https://example.com/b',
    srcSmall: 'https://example.com/s/b',
    prompt: ' x ',
    seed: '3994773032',
  },
  { file: 'a.png', prompt: 'y', concept: 'fox', extra: { deep: [1, null] } },
];

describe.each([
  ['a saved response', JSON.stringify({ images: items })],
  ['an array', JSON.stringify(items)],
  ['lines', `${items.map((item) => JSON.stringify(item)).join('\n')}\n\n`],
  ['lines of Windows', items.map((item) => JSON.stringify(item)).join('\r\n')],
])('%s', (_name, text) => {
  it('gives every item as it is, with its id, places and concept', () => {
    const records = parseList(text, 'saved', '/saved.json');
    expect(records.map(({ raw }) => raw)).toEqual(items);
    expect(records.map(({ id, locations, concept }) => [id, locations, concept])).toEqual([
      ['b', ['https://example.com/b', 'https://example.com/s/b'], 'saved'],
      ['a.png', ['a.png'], 'fox'],
    ]);
  });
});

describe('what is no list of images', () => {
  it.each([
    ['', 'no item has an image'],
    ['[]', 'no item has an image'],
    ['{"images": [{"id": "a"}, 7, null]}', 'no item has an image'],
    ['{"prompt": "x"}', 'no item has an image'],
    ['{"src": "a"}\nnot json\n', 'line 2 cannot be read'],
    ['<html>', 'line 1 cannot be read'],
  ])('%j is refused: %s', (text, detail) => {
    const read = (): unknown => parseList(text, 'x', '/x.json');
    expect(read).toThrow(LexiclipError);
    try {
      read();
    } catch (error) {
      const { failure } = error as LexiclipError;
      expect(failure).toMatchObject({ kind: 'bad-list', detail: expect.stringContaining(detail) as string });
    }
  });
});

describe('lists of other tools', () => {
  const civitai = {
    id: 4711,
    url: 'https://example.com/1.jpeg',
    type: 'image',
    meta: { prompt: 'a hill', negativePrompt: 'fog', cfgScale: 7, seed: 5, Model: 'm', Size: '8x8' },
  };
  const video = { ...civitai, id: 4712, url: 'https://example.com/2.mp4', type: 'video' };

  it.each<[string, string, string, string[], object]>([
    ['metadata.jsonl', '{"file_name": "a.png", "text": "x"}\n', 'a.png', ['a.png'], { prompt: 'x' }],
    ['a caption', '[{"path": "a.png", "caption": "x", "prompt": ""}]', 'a.png', ['a.png'], { prompt: 'x' }],
    ['NaN', '[{"file": "a.png", "prompt": "x", "score": NaN}]', 'a.png', ['a.png'], { prompt: 'x' }],
    ['NaN in lines', '{"file": "a.png", "score": NaN}\n{"file": "b.png"}', 'a.png', ['a.png'], {}],
    ['a byte order mark', '\uFEFF[{"file": "a.png"}]', 'a.png', ['a.png'], {}],
    [
      'one item over several lines',
      '{\n "file": "a.png",\n "text": "x"\n}',
      'a.png',
      ['a.png'],
      { prompt: 'x' },
    ],
    [
      'a part of DiffusionDB',
      '{"f35.png": {"p": "a lake", "se": 38, "c": 12.0, "st": 50, "sa": "k_lms"}}',
      'f35.png',
      ['f35.png'],
      { p: 'a lake', prompt: 'a lake', seed: 38, cfg: 12, steps: 50, sampler: 'k_lms' },
    ],
    [
      'an answer of Civitai',
      JSON.stringify({ items: [video, civitai, { ...civitai, id: 3, meta: null }], metadata: {} }),
      '4711',
      ['https://example.com/1.jpeg'],
      { ...civitai, prompt: 'a hill', negativePrompt: 'fog', cfg: 7, seed: 5, model: 'm', size: '8x8' },
    ],
    [
      'an answer of Civitai with a wrapped meta',
      JSON.stringify({ items: [{ ...civitai, meta: { id: 1, meta: civitai.meta } }] }),
      '4711',
      ['https://example.com/1.jpeg'],
      { prompt: 'a hill', negativePrompt: 'fog' },
    ],
    [
      'an answer of the dataset viewer',
      '{"features": [], "rows": [{"row_idx": 9, "row": {"image": {"src": "https://e.com/a", "width": 8}, "text": "x"}}]}',
      'saved/9',
      ['https://e.com/a'],
      { prompt: 'x', text: 'x' },
    ],
  ])('%s', (_, text, id, locations, raw) => {
    const [record] = parseList(text, 'saved', '/saved.json');
    expect(record).toMatchObject({ id, locations, raw, concept: 'saved' });
  });

  it('leaves nothing out but videos', () => {
    const text = JSON.stringify({ items: [video, civitai, { ...civitai, id: 3, meta: null }] });
    expect(parseList(text, 'x', '/x').map(({ id }) => id)).toEqual(['4711', '3']);
  });

  it('nested deeper than can be kept are refused', () => {
    const text = `[{"file": "a.png", "x": ${'['.repeat(5000)}${']'.repeat(5000)}}]`;
    expect(() => parseList(text, 'x', '/x')).toThrow(LexiclipError);
  });
});
