import { describe, expect, it } from 'vitest';
import { presetsOf } from '../../../src/core/project/presets.ts';
import { layOut, requestOf } from '../../fakes/projection.ts';

const COUNT = 240;
const GROUPS = 3;

/** The mean distance of two points of a group, to that of two points of different groups. */
async function looseness(
  method: 'umap' | 'tsne',
  parameters: Readonly<Record<string, number>>,
): Promise<number> {
  const { layout } = await layOut(method, requestOf(COUNT, parameters));
  const sums = { inside: 0, insides: 0, across: 0, acrosses: 0 };
  for (let a = 0; a < COUNT; a++)
    for (let b = 0; b < a; b++) {
      const distance = Math.hypot(
        (layout[2 * a] ?? NaN) - (layout[2 * b] ?? NaN),
        (layout[2 * a + 1] ?? NaN) - (layout[2 * b + 1] ?? NaN),
      );
      if (a % GROUPS === b % GROUPS) {
        sums.inside += distance;
        sums.insides++;
      } else {
        sums.across += distance;
        sums.acrosses++;
      }
    }
  return sums.inside / sums.insides / (sums.across / sums.acrosses);
}

describe.each(['umap', 'tsne'] as const)('%s', (method) => {
  const parametersOf = (wanted: string): Readonly<Record<string, number>> =>
    presetsOf(method).find(({ name }) => name === wanted)?.parameters ?? {};

  it('lays groups out more tightly as Compact than by its defaults', async () =>
    expect(await looseness(method, parametersOf('Compact'))).toBeLessThan(await looseness(method, {})));
});
