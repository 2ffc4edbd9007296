import { describe, expect, it } from 'vitest';
import { infotextPairs } from '../../../src/core/metadata/infotext-pairs.ts';
import { infotextParts, readInfotext } from '../../../src/core/metadata/infotext.ts';

const prompt = 'a red kite over hills, (soft light:1.2)';
const negative = 'lowres, blurry';
const pairs = 'Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1234, Size: 512x768, Model: somemodel';

describe('an infotext is taken apart', () => {
  it.each([
    ['whole', `${prompt}\nNegative prompt: ${negative}\n${pairs}`, prompt, negative],
    [
      'with line breaks of Windows',
      `${prompt}\r\nNegative prompt: ${negative}\r\n${pairs}`,
      prompt,
      negative,
    ],
    ['without a negative prompt', `${prompt}\n${pairs}`, prompt, ''],
    ['without a prompt', `Negative prompt: ${negative}\n${pairs}`, '', negative],
    ['without either', pairs, '', ''],
    ['with lines in both', `a\nb\nNegative prompt: c\nd\n${pairs}`, 'a\nb', 'c\nd'],
    [
      'whose prompt speaks of steps',
      `Steps: 3 of them\nNegative prompt: x\n${pairs}`,
      'Steps: 3 of them',
      'x',
    ],
    ['whose line breaks were lost', `${prompt}. Negative prompt: ${negative}. ${pairs}`, prompt, negative],
    [
      'whose line breaks became commas',
      `${prompt}, Negative prompt: ${negative}, ${pairs}`,
      prompt,
      negative,
    ],
    ['with labels', `Prompt: ${prompt}\nNegative: ${negative}\n${pairs}`, prompt, negative],
    ['with other names first', `${prompt}\nSize: 768x512, model: x, seed: 5`, prompt, ''],
  ])('%s', (_, text, expected, unwanted) => {
    expect(infotextParts(text)).toMatchObject({ prompt: expected, negativePrompt: unwanted });
  });

  it('and without parameters', () => {
    const text = `${prompt}\nNegative prompt: ${negative}`;
    expect(infotextParts(text)).toEqual({ prompt, negativePrompt: negative, parameters: {} });
  });

  it.each(['a plain sentence', 'Time: 12:00, Place: Rome', '{"Steps": 1}', ''])('but not %j', (text) =>
    expect(infotextParts(text)).toBeUndefined(),
  );
});

describe('the pairs of an infotext', () => {
  it.each<[string, string, Record<string, string>]>([
    ['keep quotes', 'Steps: 1, A: "x, y, ", B: 2', { A: '"x, y, "', B: '2' }],
    [
      'keep escaped quotes',
      String.raw`Steps: 1, A: "x \"y\", z", B: 2`,
      { A: String.raw`"x \"y\", z"`, B: '2' },
    ],
    ['keep lists', 'Steps: 1, A: [{"b":"c, d"},{"e":1}], F: 2', { A: '[{"b":"c, d"},{"e":1}]', F: '2' }],
    [
      'keep objects',
      'Steps: 1, Hashes: {"a": "1", "b": "2"}, V: 3',
      { Hashes: '{"a": "1", "b": "2"}', V: '3' },
    ],
    [
      'hold colons',
      'Steps: 1, Created Date: 2024-10-25T16:34:29Z',
      { 'Created Date': '2024-10-25T16:34:29Z' },
    ],
    ['hold line breaks in quotes', 'Steps: 1, A: "x\ny", B: 2', { A: '"x\ny"', B: '2' }],
    [
      'go on in lines',
      'Steps: 1\nTemplate: {a|b}, c: d\nmore',
      { Steps: '1', Template: '{a|b}, c: d\nmore' },
    ],
    ['survive a quote without its end', 'Steps: 1, A: "x, B: 2', { A: '"x', B: '2' }],
    ['survive a bracket without its end', 'Steps: 1, A: [x, B: 2', { A: '[x', B: '2' }],
    ['have a value without a name added', 'Steps: 1, Model: one, two, B: 2', { Model: 'one, two', B: '2' }],
  ])('%s', (_, text, expected) => expect(infotextPairs(text)).toMatchObject(expected));

  it.each([': ', '"', '[', 'A: "', 'A: [', 'A: {"', '\n', 'Steps: 1\n', ','])(
    'are read of a megabyte of %j',
    (part) => {
      const text = part.repeat(1_000_000 / part.length);
      expect(Object.keys(infotextPairs(text)).length).toBeLessThan(3);
      infotextParts(`Steps: 1, ${text}`);
    },
  );
});

it('gives the vocabulary, and names the tool where it names itself', () => {
  const read = (text: string): unknown => readInfotext([{ place: 'gif:comment', text }]);
  const text = `${prompt} <lora:thing:0.8>\nNegative prompt: ${negative}\n${pairs}, Schedule type: Karras`;
  expect(read(text)).toMatchObject({
    place: 'gif:comment',
    tool: 'AUTOMATIC1111',
    model: 'somemodel',
    sampler: 'Euler a',
    scheduler: 'Karras',
    steps: 20,
    cfg: 7,
    seed: 1234,
    size: '512x768',
    loras: [{ name: 'thing', weight: 0.8 }],
    parameters: { Steps: '20', Seed: '1234' },
  });
  expect(read(`${text}, Version: f2.0.1v1.10`)).toMatchObject({ tool: 'Forge' });
  expect(read(`${text}, App: SD.Next`)).toMatchObject({ tool: 'SD.Next' });
});
