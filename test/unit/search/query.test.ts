import { describe, expect, it } from 'vitest';
import { combine, parseQuery } from '../../../src/core/search/query.ts';
import { failureOf } from '../../fakes/failure-of.ts';

const words = (value: string, weight = 1): object => ({ kind: 'words', value, weight });
const image = (value: string, weight = 1): object => ({ kind: 'image', value, weight });

describe('a query', () => {
  it.each<[string, object[]]>([
    ['a red fruit', [words('a red fruit')]],
    ['horse + stripes - 2:grass', [words('horse'), words('stripes'), words('grass', -2)]],
    ['like:cat/01.jpg', [image('cat/01.jpg')]],
    ['like: 0a1b - 0.5:like:2c3d', [image('0a1b'), image('2c3d', -0.5)]],
    ['- fog + mountain', [words('fog', -1), words('mountain')]],
    ['black-and-white e-mail', [words('black-and-white e-mail')]],
    ['1.5: castle', [words('castle', 1.5)]],
    ['16:9 wallpaper', [words('9 wallpaper', 16)]],
    ['  cat  ', [words('cat')]],
  ])('%s', (query, terms) => expect(parseQuery(query)).toEqual(terms));

  it.each(['', '  ', 'cat +', 'cat + - dog', 'like:', '0:cat', '+'])('“%s” is refused', async (query) => {
    const parsing = Promise.resolve().then(() => parseQuery(query));
    expect(await failureOf(parsing)).toMatchObject({ kind: 'bad-query' });
  });
});

describe('terms together', () => {
  const x = Float32Array.of(1, 0);
  const y = Float32Array.of(0, 1);

  it('are the sum of their vectors, brought to length 1', () => {
    const direction = combine('', [
      { weight: 3, vector: x },
      { weight: -4, vector: y },
    ]);
    expect(direction[0]).toBeCloseTo(0.6, 6);
    expect(direction[1]).toBeCloseTo(-0.8, 6);
  });

  it('that cancel each other have no direction', async () => {
    const nothing = Promise.resolve().then(() =>
      combine('a - a', [
        { weight: 1, vector: x },
        { weight: -1, vector: x },
      ]),
    );
    expect(await failureOf(nothing)).toMatchObject({ kind: 'bad-query', query: 'a - a' });
  });
});
