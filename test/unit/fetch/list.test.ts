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
