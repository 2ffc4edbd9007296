import { describe, expect, it } from 'vitest';
import { leiden } from '../../../src/core/clusters/leiden.ts';
import { rankGraph } from '../../../src/core/clusters/rank-graph.ts';
import { aggregated, type Partition, type WeightedGraph } from '../../../src/core/clusters/weighted-graph.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { groupedVectors } from '../../fakes/vectors.ts';
import { plainNeighbours } from '../neighbours/reference.ts';
import { graphOf, modularity, pieces, type Edge } from './graphs.ts';

/** The members of Zachary's karate club (1977, "An information flow model for conflict and fission in small groups"). */
const KARATE = `
  1:2,3,4,5,6,7,8,9,11,12,13,14,18,20,22,32 2:3,4,8,14,18,20,22,31 3:4,8,9,10,14,28,29,33 4:8,13,14 5:7,11 6:7,11,17
  7:17 9:31,33,34 10:34 14:34 15:33,34 16:33,34 19:33,34 20:34 21:33,34 23:33,34 24:26,28,30,33,34 25:26,28,32 26:32
  27:30,34 28:34 29:32,34 30:33,34 31:33,34 32:33,34 33:34`;
const karate = graphOf(
  34,
  KARATE.trim()
    .split(/\s+/)
    .flatMap((row) => {
      const [member = '', others = ''] = row.split(':');
      return others.split(',').map((other): Edge => [Number(member) - 1, Number(other) - 1]);
    }),
);

const clusters = (graph: WeightedGraph, resolution = 1, seed = 1): Partition =>
  leiden(graph, resolution, seededRandom(seed));
const images = rankGraph(plainNeighbours(groupedVectors(600, 16), 16, 15));

describe('the Leiden algorithm', () => {
  it('finds the best communities of the karate club from any seed', () => {
    for (let seed = 0; seed < 10; seed++) {
      const found = clusters(karate, 1, seed);
      // The optimum is 0.4198, with four communities (Brandes and others 2008, "On modularity clustering").
      expect(found.communities).toBe(4);
      expect(modularity(karate, found)).toBeGreaterThan(0.4197);
    }
  });

  it('parts two cliques that one edge joins, and joins them at a low resolution', () => {
    const clique = (from: number): Edge[] =>
      [0, 1, 2, 3].flatMap((a) => [0, 1, 2, 3].flatMap((b): Edge[] => (a < b ? [[from + a, from + b]] : [])));
    const two = graphOf(8, [...clique(0), ...clique(4), [3, 4]]);
    expect([...clusters(two).communityOf]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    expect(clusters(two, 0.01).communities).toBe(1);
    expect(clusters(two, 100).communities).toBe(8);
  });

  it('goes by weights', () => {
    const square = graphOf(4, [
      [0, 1, 9],
      [1, 2, 1],
      [2, 3, 9],
      [3, 0, 1],
    ]);
    expect([...clusters(square).communityOf]).toEqual([0, 0, 1, 1]);
  });

  it.each([0.1, 1, 5, 30])('leaves no community in pieces at a resolution of %d', (resolution) => {
    for (let seed = 0; seed < 5; seed++) {
      const found = clusters(images, resolution, seed);
      expect(pieces(images, found)).toBe(found.communities);
    }
  });

  it('leaves no image that would be better off elsewhere', () => {
    const found = clusters(images, 3);
    const best = modularity(images, found, 3);
    for (const node of [0, 99, 333, 599])
      for (let community = 0; community < found.communities; community++) {
        const communityOf = found.communityOf.slice();
        communityOf[node] = community;
        expect(modularity(images, { ...found, communityOf }, 3)).toBeLessThanOrEqual(best + 1e-6);
      }
  });

  it('gives the same for the same seed', () => {
    expect(clusters(images, 2, 7)).toEqual(clusters(images, 2, 7));
  });

  it('leaves alone what has no edge', () => {
    expect(clusters(graphOf(3, [])).communities).toBe(3);
    expect(clusters(graphOf(0, [])).communities).toBe(0);
    expect([...clusters(graphOf(3, [[0, 2]])).communityOf]).toEqual([0, 1, 0]);
  });

  it('knows a graph of communities by what its nodes stand for', () => {
    const fine = clusters(images, 20);
    const coarse = clusters(aggregated(images, fine), 1);
    const whole = { ...coarse, communityOf: fine.communityOf.map((one) => coarse.communityOf[one] ?? -1) };
    expect(modularity(aggregated(images, fine), coarse)).toBeLessThan(modularity(images, whole));
    expect(modularity(images, whole)).toBeGreaterThan(0.95 * modularity(images, clusters(images, 1)));
  });
});
