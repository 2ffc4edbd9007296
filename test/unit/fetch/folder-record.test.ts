import { describe, expect, it } from 'vitest';
import { folderRecord, type Sidecar } from '../../../src/core/fetch/folder-record.ts';
import type { FoundText } from '../../../src/core/metadata/found-text.ts';

const embedded: FoundText[] = [
  { place: 'png:parameters', text: 'from the image\nNegative prompt: fog\nSteps: 20, Seed: 7, Size: 8x8' },
];
const json = (value: unknown): Sidecar => ({ place: 'sidecar:json', text: JSON.stringify(value) });
const txt = (text: string): Sidecar => ({ place: 'sidecar:txt', text });
const ofImage = { prompt: 'from the image', negativePrompt: 'fog', seed: 7 };

describe('the record of an image with sidecars', () => {
  it.each<[string, Sidecar[], object]>([
    ['none', [], ofImage],
    ['a text', [txt(' from the text\n')], { ...ofImage, prompt: 'from the text' }],
    ['an empty text', [txt(' \n')], ofImage],
    ['bytes that are no text', [txt('a\0b')], ofImage],
    ['JSON with a prompt', [json({ prompt: 'from JSON' })], { ...ofImage, prompt: 'from JSON' }],
    ['JSON with a caption', [json({ caption: 'from JSON' })], { prompt: 'from JSON', caption: 'from JSON' }],
    ['JSON with a text', [json({ text: 'from JSON' })], { prompt: 'from JSON' }],
    ['JSON with an empty prompt', [json({ prompt: '', caption: 'c' })], { prompt: 'c' }],
    ['a prompt that is null', [json({ prompt: null, seed: null, negativePrompt: '' })], ofImage],
    ['a list', [json([{ prompt: 'no' }])], ofImage],
    ['broken JSON', [{ place: 'sidecar:json', text: '{"prompt": "no' }], ofImage],
    ['broken JSON beside a text', [{ place: 'sidecar:json', text: '{' }, txt('yes')], { prompt: 'yes' }],
    ['JSON with NaN', [{ place: 'sidecar:json', text: '{"prompt": "x", "score": NaN}' }], { prompt: 'x' }],
    [
      'a row of a list',
      [{ place: 'list:metadata.jsonl', row: { text: 'row', n: 1 } }],
      { prompt: 'row', n: 1 },
    ],
    ['two JSON', [json({ note: 1 }), json({ note: 2, prompt: 'second' })], { note: 1, prompt: 'second' }],
    [
      'JSON nested deeper than can be written',
      [{ place: 'sidecar:json', text: `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}` }, txt('text')],
      { prompt: 'text' },
    ],
  ])('%s', (_, sidecars, expected) => {
    expect(folderRecord('cats/a.png', sidecars, embedded)).toMatchObject(expected);
  });

  it('keeps a JSON’s own keys, but for those that only we say', () => {
    const own = {
      id: 7,
      file: 'C:/old.png',
      tool: 'theirs',
      lexiclip: {},
      readFrom: 1,
      seed: '9',
      extra: [1],
    };
    const record = folderRecord('a.png', [json(own)], embedded);
    expect(record).toMatchObject({
      id: 'a.png',
      file: 'a.png',
      tool: 'AUTOMATIC1111',
      seed: '9',
      extra: [1],
    });
    expect(record).not.toHaveProperty('lexiclip');
    expect(record['readFrom']).toMatchObject({ negativePrompt: 'png:parameters' });
    expect(folderRecord('a.png', [json(own)], [])).toMatchObject({ tool: 'theirs' });
  });

  it('says nothing of a JSON twice', () => {
    const record = folderRecord('a.png', [json({ prompt: 'words', extra: 1 })], []);
    expect(record).toMatchObject({ prompt: 'words', extra: 1 });
    expect(record).not.toHaveProperty('parameters');
  });

  it('says where each field was read', () => {
    const { readFrom } = folderRecord('a.png', [txt('words')], embedded);
    expect(readFrom).toMatchObject({ prompt: 'sidecar:txt', negativePrompt: 'png:parameters' });
  });

  it('has no prompt where nobody says one', () => {
    expect(folderRecord('cats/a.png', [json({ prompt: null })], [])).toEqual({
      id: 'cats/a.png',
      file: 'cats/a.png',
    });
  });
});
