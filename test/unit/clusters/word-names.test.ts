import { describe, expect, it } from 'vitest';
import { captionOf, VOCABULARY } from '../../../src/core/clusters/vocabulary.ts';
import { wordNames } from '../../../src/core/clusters/word-names.ts';
import { resultOf } from './graphs.ts';

const words = ['picture', 'fox', 'owl', 'elk'];
/**
 * What all images have is in the first direction, what all texts have in the last: texts lie far from images. All texts
 * lean to foxes.
 */
const text = (fox: number, owl: number, elk: number): readonly number[] => [0.1, 3 + fox, owl, elk, 2];
const image = (...values: readonly number[]): readonly number[] => [3, ...values, 0];
const unit = (rows: readonly (readonly number[])[]): Float32Array =>
  Float32Array.from(rows.flatMap((row) => row.map((value) => value / Math.hypot(...row))));
const vocabulary = {
  words,
  dimension: 5,
  vectors: unit([[2, 3, 0, 0, 2], text(1, 0, 0), text(0, 1, 0), text(0, 0, 1)]),
};
const centres = (...rows: readonly (readonly number[])[]): Parameters<typeof wordNames>[1] => ({
  vectors: unit(rows),
  dimension: 5,
});

const namesOf = (
  of: ReturnType<typeof centres>,
  wanted: readonly number[],
  taken: readonly string[] = [],
): object => Object.fromEntries(resultOf(wordNames(vocabulary, of, wanted, new Set(taken))));

describe('words for clusters', () => {
  it('are what sets each apart, although all are most like a word that fits everything', () => {
    const of = centres(image(1, 0, 0), image(0, 0.8, 0), image(0, 0, 0.6));
    expect(namesOf(of, [0, 1, 2])).toEqual({ 0: 'fox', 1: 'owl', 2: 'elk' });
  });

  it('are given once, to the cluster that they fit best, and none that is taken', () => {
    const of = centres(image(0.4, 0.1, 0), image(1, 0, 0), image(0, 0, 1), image(0, 0, 1));
    const names = namesOf(of, [0, 1, 2]);
    expect(names).toMatchObject({ 1: 'fox', 2: 'elk' });
    expect(Object.values(names).filter((name) => name === 'fox')).toHaveLength(1);
    expect(Object.values(namesOf(of, [0, 1, 2], ['fox', 'elk']))).not.toContain('fox');
  });

  it('are only for the clusters that want one', () => {
    const of = centres(image(1, 0, 0), image(0, 1, 0), image(0, 0, 1));
    expect(namesOf(of, [1])).toEqual({ 1: 'owl' });
    expect(namesOf(of, [])).toEqual({});
  });

  it('are found for a single cluster, too, which is told from none', () => {
    expect(namesOf(centres([0, 0, 1, 0, 0]), [0])).toEqual({ 0: 'owl' });
  });

  it('are none where clusters are all the same', () => {
    expect(namesOf(centres(image(1, 0, 0), image(1, 0, 0)), [0, 1])).toEqual({});
  });
});

describe('the vocabulary', () => {
  it('has many plain words, each once', () => {
    expect(VOCABULARY.length).toBeGreaterThan(700);
    expect(new Set(VOCABULARY).size).toBe(VOCABULARY.length);
    for (const word of VOCABULARY) expect(word).toMatch(/^[a-z0-9]+([ -][a-z0-9]+)*$/);
    expect(captionOf('fox')).toBe('a picture of fox');
  });
});
