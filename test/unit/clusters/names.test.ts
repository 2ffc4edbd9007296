import { describe, expect, it } from 'vitest';
import { clusterNames, freeName } from '../../../src/core/clusters/names.ts';
import { collectTerms } from '../../../src/core/clusters/terms.ts';
import { resultOf } from './graphs.ts';

/** The names of clusters that have these prompts. */
function namesOf(clusters: readonly (readonly string[])[], taken: readonly string[] = []): readonly string[] {
  const prompts = clusters.flat();
  const communityOf = Int32Array.from(clusters.flatMap((own, cluster) => own.map(() => cluster)));
  const order = Int32Array.from(prompts.keys());
  const terms = resultOf(collectTerms((row) => prompts[row] ?? '', order, clusters.length > 1));
  return resultOf(clusterNames(terms, { communityOf, communities: clusters.length }, new Set(taken)));
}

const times = (count: number, prompt: string): string[] => new Array<string>(count).fill(prompt);

describe('the names of clusters', () => {
  it('are what their prompts say and others do not', () => {
    expect(
      namesOf([
        ['a drawing of a black cat', 'a drawing of a cat', 'a drawing of a white cat'],
        ['a drawing of a dog', 'a drawing of a black dog', 'a drawing of a dog'],
        ['a drawing of a lion', 'a drawing of a white lion', 'a drawing of a lion'],
      ]),
    ).toEqual(['cat', 'dog', 'lion']);
  });

  it('are phrases where the words stand together', () => {
    expect(namesOf([times(3, 'a t rex'), times(3, 'a sea lion on ice'), times(3, 'an owl')])).toEqual([
      't rex',
      'sea lion',
      'owl',
    ]);
    expect(namesOf([times(3, 'roasted sweet potato'), times(3, 'owl')])[0]).toBe('sweet potato');
    expect(namesOf([['red fox', 'grey fox', 'white fox'], times(3, 'owl')])[0]).toBe('fox');
  });

  it('name each large part of a mixed cluster, and no small one', () => {
    const mixed = [...times(5, 'fox'), ...times(4, 'owl'), 'bee'];
    expect(namesOf([mixed, times(9, 'ant'), times(9, 'elk')])[0]).toBe('fox, owl');
  });

  it('do not follow a word that one prompt says again and again', () => {
    expect(namesOf([['owl owl owl owl owl fox', 'fox', 'fox'], times(3, 'elk')])[0]).toBe('fox');
  });

  it('are all different, and none that is taken; the largest cluster has the plain one', () => {
    const names = namesOf([
      ['cat face', 'cat face'],
      [...times(5, 'cat')],
      times(5, 'dog'),
      times(2, 'dog'),
      times(1, 'dog'),
    ]);
    expect(names[1]).toBe('cat');
    expect(names[0]).toBe('cat face');
    expect(names.slice(2)).toEqual(['dog', 'dog (2)', 'dog (3)']);
    expect(namesOf([times(2, 'cat'), times(2, 'dog')], ['cat'])).toEqual(['cat (2)', 'dog']);
  });

  it('are empty without prompts, or where these say what all say', () => {
    expect(
      namesOf([
        ['', ''],
        ['owl', 'owl'],
      ]),
    ).toEqual(['', 'owl']);
    expect(namesOf([times(3, 'owl'), times(3, 'owl')])).toEqual(['', '']);
    expect(namesOf([['', '']])).toEqual(['']);
  });

  it('of the only cluster are what all say', () => expect(namesOf([times(3, 'an owl')])).toEqual(['owl']));

  it('take the first free number', () => {
    expect(freeName('owl', new Set(['owl', 'owl (2)']))).toBe('owl (3)');
  });
});
