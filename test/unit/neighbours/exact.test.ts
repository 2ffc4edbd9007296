import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { NeighbourGraph } from '../../../src/core/collection/neighbour-graph.ts';
import type { BlockProduct } from '../../../src/core/neighbours/blocks.ts';
import type { KnownNeighbours } from '../../../src/core/neighbours/comparer.ts';
import { exactNeighbours } from '../../../src/core/neighbours/exact.ts';
import { wasmProduct, type ProductKernels } from '../../../src/core/neighbours/wasm-product.ts';
import { loadWasm } from '../../../src/node/wasm.ts';
import { loadOnnxruntime } from '../../../src/workers/inference/load-onnxruntime.ts';
import { OrtProduct } from '../../../src/workers/inference/product.ts';
import { groupedVectors } from '../../fakes/vectors.ts';
import { differences, plainNeighbours } from './reference.ts';

/** Built by `npm run build`. */
const wasm = path.resolve(import.meta.dirname, '../../../dist/wasm/product.wasm');
let multiply: Record<'wasm' | 'onnxruntime', (vectors: Float32Array, dimension: number) => BlockProduct>;

beforeAll(async () => {
  const kernels = (await loadWasm(wasm)) as ProductKernels;
  const product = await OrtProduct.open(loadOnnxruntime());
  multiply = {
    wasm: (vectors, dimension) => wasmProduct(kernels, { vectors, dimension }),
    onnxruntime: (vectors, dimension) => product.of({ vectors, dimension }),
  };
});

/** Blocks of a few rows, so that a few hundred make many. */
function inSmallBlocks(product: BlockProduct, asked: number[] = []): BlockProduct {
  return {
    ...product,
    block: { rows: 37, columns: 53 },
    multiply: (rows, first, last) => {
      asked.push(rows.length * (last - first));
      return product.multiply(rows, first, last);
    },
  };
}

function nearest(product: BlockProduct, k: number, known?: KnownNeighbours): Promise<NeighbourGraph> {
  return exactNeighbours({ product, k, known }, new AbortController().signal, () => undefined);
}

describe.each(['wasm', 'onnxruntime'] as const)('the nearest by %s', (backend) => {
  it.each([
    [300, 32, 15],
    [700, 30, 90],
    [259, 7, 258],
  ])('of %i × %i are those of a plain search', async (count, dimension, k) => {
    const vectors = groupedVectors(count, dimension);
    const plain = plainNeighbours(vectors, dimension, k);
    const product = multiply[backend](vectors, dimension);
    expect(differences(await nearest(product, k), plain)).toEqual([]);
    expect(differences(await nearest(inSmallBlocks(product), k), plain)).toEqual([]);
  });

  it('are the same again, bit by bit', async () => {
    const vectors = groupedVectors(400, 20);
    const first = await nearest(multiply[backend](vectors, 20), 12);
    expect(await nearest(multiply[backend](vectors, 20), 12)).toEqual(first);
  });

  it('are the lower rows where all are equal', async () => {
    const vectors = Float32Array.from({ length: 200 * 4 }, (_, at) => (at % 4 === 0 ? 1 : 0));
    const { indices, distances } = await nearest(inSmallBlocks(multiply[backend](vectors, 4)), 3);
    expect([...indices.subarray(0, 9)]).toEqual([1, 2, 3, 0, 2, 3, 0, 1, 3]);
    expect([...indices.subarray(-3)]).toEqual([0, 1, 2]);
    expect(new Set(distances)).toEqual(new Set([0]));
  });

  it.each([
    [0, 0, []],
    [1, 0, []],
    [2, 1, [1, 0]],
    [3, 2, [1, 2, 2, 0, 1, 0]],
  ])('of %i are at most %i', async (count, k, expected) => {
    const vectors = Float32Array.of(1, 0, 0.8, 0.6, 0.6, 0.8).subarray(0, count * 2);
    const graph = await nearest(multiply[backend](vectors, 2), 15);
    expect(graph).toMatchObject({ count, k });
    expect([...graph.indices]).toEqual(expected);
  });
});

describe('a graph that is extended', () => {
  const [count, dimension, k] = [400, 16, 10];
  const vectors = groupedVectors(count, dimension);
  const rowsOf = (rows: readonly number[]): Float32Array =>
    Float32Array.from(rows.flatMap((row) => [...vectors.subarray(row * dimension, (row + 1) * dimension)]));
  const all = Array.from({ length: count }, (_, row) => row);
  /** The same images in an order without any. */
  const shuffled = all.toSorted((a, b) => ((a * 173) % count) - ((b * 173) % count));

  it.each<[string, number[], number[], number]>([
    ['by added images', all.slice(0, 380), all, 0.1],
    ['by one', all.slice(1), all, 0.01],
    ['where images are gone', all, all.filter((row) => row % 50 !== 7), 0.6],
    ['in another order', all, shuffled, 0],
    ['by some, without others, in another order', shuffled.slice(10), shuffled.slice(0, 395).reverse(), 0.7],
    ['by most', all.slice(0, 60), all, 0.6],
    ['where nothing is left', all.slice(0, 40), all.slice(40), 0.6],
  ])('%s is the one computed from nothing', async (_what, before, now, share) => {
    const old = multiply.wasm(rowsOf(before), dimension);
    const graph = await nearest(old, k);
    const rowNow = Int32Array.from(before, (row) => now.indexOf(row));
    const asked: number[] = [];
    const product = multiply.wasm(rowsOf(now), dimension);
    const extended = await nearest(inSmallBlocks(product, asked), k, { graph, rowNow });
    expect(extended).toEqual(await nearest(product, k));
    const multiplied = asked.reduce((sum, pairs) => sum + pairs, 0);
    expect(multiplied).toBeLessThanOrEqual(share * now.length ** 2);
  });

  it('by more neighbours of each is computed anew', async () => {
    const product = multiply.wasm(vectors, dimension);
    const graph = await nearest(product, k);
    const rowNow = Int32Array.from(all);
    expect(await nearest(product, k + 5, { graph, rowNow })).toEqual(await nearest(product, k + 5));
    const fewer = await nearest(product, k - 5, { graph, rowNow });
    expect(fewer).toEqual(await nearest(product, k - 5));
  });
});

describe('a comparison', () => {
  it('stops between two blocks, and tells how far it is', async () => {
    const controller = new AbortController();
    const told: number[] = [];
    const run = exactNeighbours(
      { product: inSmallBlocks(multiply.wasm(groupedVectors(300, 8), 8)), k: 5 },
      controller.signal,
      (done, total) => {
        told.push(done / total);
        if (told.length === 4) controller.abort();
      },
    );
    await expect(run).rejects.toThrow('aborted');
    expect(told).toHaveLength(4);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });

  it('has told of everything in the end', async () => {
    const told: number[] = [];
    const product = inSmallBlocks(multiply.wasm(groupedVectors(100, 8), 8));
    await exactNeighbours({ product, k: 5 }, new AbortController().signal, (done, total) => {
      told.push(done / total);
    });
    expect(told.at(-1)).toBe(1);
  });
});
