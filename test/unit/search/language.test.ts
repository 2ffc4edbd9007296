import { describe, expect, it } from 'vitest';
import { parseSearch, type SearchMode } from '../../../src/core/search/language.ts';
import { failureOf } from '../../fakes/failure-of.ts';

const words = (sought: string, isNot = false, field = 'prompt'): object => ({
  kind: 'words',
  field,
  sought,
  isNot,
});
const text = (field: string, pieces: string[], isWhole: boolean, isNot = false): object => ({
  kind: 'text',
  field,
  pieces,
  isWhole,
  isNot,
});
const range = (field: string, least: number, most: number, isOpen = false, isNot = false): object => ({
  kind: 'range',
  field,
  least,
  most,
  isOpen,
  isNot,
});
const failing = (query: string, mode: SearchMode): Promise<unknown> =>
  failureOf(Promise.resolve().then(() => parseSearch(query, mode)));

describe('a query for words', () => {
  it.each<[string, object[]]>([
    ['Cat  dog', [words(' cat'), words(' dog')]],
    ['"Red fruit" -blurry', [words(' red fruit '), words(' blurry', true)]],
    ['-"out of focus"', [words(' out of focus ', true)]],
    ['“typographic marks” „unten“', [words(' typographic marks '), words(' unten ')]],
    ['an "unclosed quote goes', [words(' an'), words(' unclosed quote goes ')]],
    ['black-and-white', [words(' black and white')]],
    ['Crème brûlée ЙОД', [words(' creme'), words(' brulee'), words(' иод')]],
    ['猫', [words('猫')]],
    ['(( !! -- +', []],
    [
      '(masterpiece:1.2) <lora:x:1> 2:grass',
      [words(' masterpiece 1 2'), words(' lora x 1'), words(' 2 grass')],
    ],
    ['model:sdxl', [text('model', ['sdxl'], false)]],
    ['MODEL:"SD XL"', [text('model', ['sd xl'], false)]],
    ['model=sdxl', [text('model', ['sdxl'], true)]],
    ['model:*', [text('model', ['', ''], false)]],
    ['-model:flux', [text('model', ['flux'], false, true)]],
    ['concept:cat concept:wild*', [text('concept', ['cat'], true), text('concept', ['wild', ''], true)]],
    ['tag:keep size:512x512', [text('tag', ['keep'], true), text('size', ['512x512'], true)]],
    ['negative:blurry', [words(' blurry', false, 'negative')]],
    ['-negative:blurry', [words(' blurry', true, 'negative')]],
    ['negative:*', [words('\u0000', true, 'negative')]],
    ['cfg>7', [range('cfg', 7, Infinity, true)]],
    ['cfg > 7', [range('cfg', 7, Infinity, true)]],
    ['steps>=20 steps<=30', [range('steps', 20, Infinity), range('steps', -Infinity, 30)]],
    ['seed:42 -rating<3', [range('seed', 42, 42), range('rating', -Infinity, 3, true, true)]],
    [
      'steps:20..30 cfg:..4.5 rating:3..',
      [range('steps', 20, 30), range('cfg', -Infinity, 4.5), range('rating', 3, Infinity)],
    ],
    ['rating:*', [range('rating', -Infinity, Infinity)]],
    ['date:2024', [range('date', Date.UTC(2024, 0), Date.UTC(2025, 0) - 1)]],
    ['date>2024-01-01', [range('date', Date.UTC(2024, 0, 2) - 1, Infinity, true)]],
    ['date<2024-05', [range('date', -Infinity, Date.UTC(2024, 4), true)]],
    ['date:2024-02..2024-02-29', [range('date', Date.UTC(2024, 1), Date.UTC(2024, 2) - 1)]],
  ])('%s', (query, conditions) => {
    expect(parseSearch(query, 'words')).toEqual({ conditions, terms: [] });
  });

  it('ranks by the images that it names', () => {
    expect(parseSearch('cat like:a/b+c.jpg -like:"my file.png"', 'words')).toEqual({
      conditions: [words(' cat')],
      terms: [
        { kind: 'image', value: 'a/b+c.jpg', weight: 1 },
        { kind: 'image', value: 'my file.png', weight: -1 },
      ],
    });
  });

  it.each([
    ['cat cfg>much', 'is no number', 4, 12],
    ['steps:', 'nothing follows', 0, 6],
    ['date>2024-02-30', 'is no date', 0, 15],
    ['date:13', 'is no date', 0, 7],
    ['modle:sdxl', 'no field “modle” (model)', 0, 10],
    ['https://host', 'no field', 0, 12],
    ['model>3', 'no number to compare', 0, 7],
    ['negative:!!', 'has no words', 0, 11],
    ['cat like:', 'nothing follows', 4, 9],
    ['steps:..', 'is no number', 0, 8],
  ])('%s is refused, with the place', async (query, problem, from, to) => {
    expect(await failing(query, 'words')).toMatchObject({
      kind: 'bad-query',
      problem: expect.stringContaining(problem) as string,
      from,
      to,
    });
  });

  it('that is empty is refused', async () => {
    expect(await failing('  ', 'words')).toMatchObject({ kind: 'bad-query', problem: 'it is empty' });
  });
});

describe('a query for meaning', () => {
  const meant = (value: string, weight = 1): object => ({ kind: 'words', value, weight });

  it.each<[string, object[], object[]]>([
    ['a red fruit', [], [meant('a red fruit')]],
    [
      'a red model:sdxl fruit cfg>7',
      [text('model', ['sdxl'], false), range('cfg', 7, Infinity, true)],
      [meant('a red  fruit')],
    ],
    [
      'horse + stripes - 2:grass tag:keep',
      [text('tag', ['keep'], true)],
      [meant('horse'), meant('stripes'), meant('grass', -2)],
    ],
    ['horse + model:sdxl', [text('model', ['sdxl'], false)], [meant('horse')]],
    ['horse - model:sdxl', [text('model', ['sdxl'], false, true)], [meant('horse')]],
    ['portrait: a cat', [], [meant('portrait: a cat')]],
    ['"model:T - a car" - rain', [], [meant('model:T - a car'), meant('rain', -1)]],
    ['prompt:"red apple" fruit', [words(' red apple ')], [meant('fruit')]],
    ['tag:keep', [text('tag', ['keep'], true)], []],
    ['like:"my file.png" + snow', [], [{ kind: 'image', value: 'my file.png', weight: 1 }, meant('snow')]],
  ])('%s', (query, conditions, terms) => {
    expect(parseSearch(query, 'meaning')).toEqual({ conditions, terms });
  });

  it.each(['', 'cat +', 'tag:keep + - dog', 'cfg>x cat'])('“%s” is refused', async (query) => {
    expect(await failing(query, 'meaning')).toMatchObject({ kind: 'bad-query' });
  });
});
