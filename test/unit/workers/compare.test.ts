import path from 'node:path';
import { expect, it } from 'vitest';
import type { ProductKernels } from '../../../src/core/neighbours/wasm-product.ts';
import { loadWasm } from '../../../src/node/wasm.ts';
import { compareHandlers as inProcess } from '../../../src/workers/inference/compare.ts';
import { loadOnnxruntime } from '../../../src/workers/inference/load-onnxruntime.ts';
import { throttleProgress } from '../../../src/workers/progress.ts';
import { compareHandlers as inThread } from '../../../src/workers/projection/compare.ts';
import { groupedVectors } from '../../fakes/vectors.ts';
import { differences, plainNeighbours } from '../neighbours/reference.ts';

const ort = loadOnnxruntime();
/** Built by `npm run build`. */
const wasm = path.resolve(import.meta.dirname, '../../../dist/wasm/product.wasm');
const call = { signal: new AbortController().signal, emit: (): void => undefined };
const set = { vectors: groupedVectors(700, 24), dimension: 24 };
const plain = plainNeighbours(set.vectors, set.dimension, 30);
const map = { layout: Float64Array.from(set.vectors.filter((_, at) => at % 24 < 2)), dimensions: 2 };

it('thread and process find the same neighbours, and the same quality', async () => {
  const thread = inThread(async () => (await loadWasm(wasm)) as ProductKernels);
  const process = inProcess(ort);
  await process.holdVectors({ length: set.vectors.length, dimension: set.dimension }, call);
  await process.putVectors({ at: 0, numbers: set.vectors.subarray(0, 999) }, call);
  await process.putVectors({ at: 999, numbers: set.vectors.subarray(999) }, call);

  const graph = await thread.nearest({ ...set, k: 30 }, call);
  expect(differences(graph, plain)).toEqual([]);
  expect(differences(await process.nearest({ k: 30 }, call), plain)).toEqual([]);

  const [one, other] = [
    await thread.quality({ ...set, ...map, graph }, call),
    await process.quality({ ...map, graph }, call),
  ];
  expect(one.distortion).toEqual(other.distortion);
  expect(one.mark.trustworthiness).toBeCloseTo(other.mark.trustworthiness, 6);
});

it('compares the vectors that were sent last', async () => {
  const handlers = inProcess(ort);
  await handlers.holdVectors({ length: 1000, dimension: 2 }, call);
  await handlers.holdVectors({ length: 6, dimension: 2 }, call);
  await handlers.putVectors({ at: 0, numbers: Float32Array.of(1, 0, 0, 1) }, call);
  await handlers.putVectors({ at: 4, numbers: Float32Array.of(0.8, 0.6) }, call);
  expect((await handlers.nearest({ k: 1 }, call)).indices).toEqual(Int32Array.of(2, 2, 0));
});

it('tells of a computation about fifty times, and of its end', () => {
  const told: number[] = [];
  const onStep = throttleProgress(({ done }) => told.push(done));
  for (let done = 1; done <= 1003; done++) onStep(done, 1003);
  expect(told.length).toBeGreaterThan(40);
  expect(told.length).toBeLessThan(60);
  expect(told.at(-1)).toBe(1003);
});
