import { describe, expect, it } from 'vitest';
import { clusterColumns } from '../../../src/core/clusters/columns.ts';
import { continuedClusters } from '../../../src/core/clusters/earlier-clusters.ts';
import { storedClusters } from '../../fakes/collections.ts';

const pause = (): Promise<void> => Promise.resolve();
const ids = 'abcdefghij'.split('');
const before = storedClusters({ cats: ['a', 'b', 'c', 'd'], dogs: ['e', 'f', 'g'], one: ['h'] });

/** The names of the earlier clusters that these continue. */
async function continued(...clusters: readonly string[]): Promise<(string | undefined)[]> {
  const communityOf = Int32Array.from(ids, (id) => clusters.findIndex((own) => own.includes(id)));
  const column = (await clusterColumns(before, ids, pause)).at(-1);
  return continuedClusters({ communityOf, communities: clusters.length }, column).map((one) => one?.name);
}

describe('the cluster of each image', () => {
  it('is told for each level, in the order that is asked for', async () => {
    const columns = await clusterColumns(before, ['x', 'h', 'a', 'f'], pause);
    expect(columns.map(({ name, clusterOf }) => [name, [...clusterOf]])).toEqual([
      ['coarse', [-1, 0, 0, 0]],
      ['fine', [-1, 2, 0, 1]],
    ]);
    expect(columns[1]?.clusters.map(({ name }) => name)).toEqual(['cats', 'dogs', 'one']);
  });

  it('is the first that names it, in a file that has been edited, and none where no parent is', async () => {
    const [coarse, fine] = before.levels;
    if (coarse === undefined || fine === undefined) throw new Error('the fake has two levels');
    const clusters = fine.clusters.map((one) => ({ ...one, parent: 'gone' }));
    const edited = { ids: ['a', '2', 'a', 'b'], clusterOf: Int32Array.of(0, 2, 1, -1) };
    const levels = [coarse, { ...fine, clusters }];
    const columns = await clusterColumns({ ...before, ...edited, levels }, ['a', '2', 'b'], pause);
    expect(columns.map(({ clusterOf }) => [...clusterOf])).toEqual([
      [-1, -1, -1],
      [0, 2, -1],
    ]);
    expect(await clusterColumns({ ...before, levels: [] }, ids, pause)).toEqual([]);
  });
});

describe('an earlier cluster', () => {
  it('goes on in the one that has its images, also where some moved and many came', async () => {
    expect(await continued('abcd', 'efg', 'hij')).toEqual(['cats', 'dogs', 'one']);
    expect(await continued('efgij', 'abcd', 'h')).toEqual(['dogs', 'cats', 'one']);
    expect(await continued('abce', 'fgd', 'h')).toEqual(['cats', 'dogs', 'one']);
  });

  it('goes on once: in the larger of its parts, or as the larger part of what it joined', async () => {
    expect(await continued('abc', 'd', 'efg', 'h')).toEqual(['cats', undefined, 'dogs', 'one']);
    expect(await continued('abcdefg', 'h')).toEqual(['cats', 'one']);
  });

  it('is not what has little of it', async () => {
    expect(await continued('aei', 'bfj', 'cgh', 'd')).toEqual([undefined, undefined, 'one', 'cats']);
  });

  it('is none of what was not there', async () => {
    expect(await continued('abcdefgh', 'ij')).toEqual(['cats', undefined]);
    expect(continuedClusters({ communityOf: new Int32Array(2), communities: 1 }, undefined)).toEqual([
      undefined,
    ]);
  });
});
