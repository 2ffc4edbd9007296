import { describe, expect, it } from 'vitest';
import {
  describeKept,
  describeOrigin,
  describeQuality,
  describeStability,
  describeStopped,
  percent,
} from '../../../src/core/explore/trust.ts';

it.each([
  [0.9812, '98.1 %'],
  [0, '0.0 %'],
  [1, '100.0 %'],
  // Not everything: it must not look so.
  [0.99999, '99.9 %'],
])('the share %d reads %s', (share, words) => expect(percent(share).replace('\u00a0', ' ')).toBe(words));

describe('quality in words', () => {
  const quality = { k: 15, trustworthiness: 0.98, continuity: 0.97, neighboursKept: 0.6 };

  it('is a sentence for each figure', () => {
    expect(describeQuality(quality)).toHaveLength(3);
    expect(describeQuality(quality).join()).not.toContain('±');
  });

  it('tells the sample and its error where not all were compared', () => {
    const standardErrors = { trustworthiness: 0.01, continuity: 0.02 };
    const [trust, continuity, , sample] = describeQuality({
      ...quality,
      sampled: { points: 5000, standardErrors },
    });
    expect(trust).toContain('± 2.0\u00a0%');
    expect(continuity).toContain('± 3.9\u00a0%');
    expect(sample).toContain('5,000 images');
  });
});

it('says how a map came to be only where it is not simply computed', () => {
  expect(describeOrigin(undefined)).toBeUndefined();
  expect(describeOrigin('anew')).toBeUndefined();
  expect(describeOrigin('placed')).toMatch(/^Placed/);
  expect(describeStopped({ method: 'umap', steps: 500 })).toBeUndefined();
  expect(describeStopped({ method: 'umap', stopped: true, steps: 120 })).toBe('stopped at epoch 120');
  expect(describeStopped({ method: 'tsne', stopped: true, steps: 9 })).toBe('stopped at iteration 9');
  expect(describeStopped({ method: 'tsne', stopped: true })).toBe('stopped early');
});

it('counts the neighbours of an image that a map keeps', () => {
  expect(describeKept(0.2, 15)).toBe('12 of 15 neighbours kept');
  // As it stands in a file, with three digits.
  expect(describeKept(0.467, 15)).toBe('8 of 15 neighbours kept');
});

it('says what stability is of', () => {
  const words = describeStability({ k: 15, seeds: [43, 44, 45], agreement: 0.81 });
  expect(words).toMatch(/^Stability 81\.0.%/);
  expect(words).toContain('3 other seeds');
});
