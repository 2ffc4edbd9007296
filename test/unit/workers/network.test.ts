import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { normaliseRows } from '../../../src/core/embed/tensor.ts';
import { loadOnnxruntime } from '../../../src/workers/inference/load-onnxruntime.ts';
import { measure } from '../../../src/workers/inference/measure.ts';
import { Network } from '../../../src/workers/inference/network.ts';
import { noise } from '../../../src/workers/inference/noise.ts';
import { textModel, visionModel } from '../../fakes/clip/model.ts';
import { referenceImageVector, referenceTextVector } from '../../fakes/clip/reference.ts';
import { clipWeights, TINY_TEXT, TINY_VISION } from '../../fakes/clip/weights.ts';

const ort = loadOnnxruntime();
let folder: string;
const vision = clipWeights(TINY_VISION, 5);
const text = clipWeights(TINY_TEXT, 5);
const cpu = { provider: 'cpu', threads: 2 } as const;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lexiclip-network-'));
  await writeFile(path.join(folder, 'vision.onnx'), visionModel(TINY_VISION, vision));
  await writeFile(path.join(folder, 'int8.onnx'), visionModel(TINY_VISION, vision, 'dynamic-int8'));
  await writeFile(path.join(folder, 'text.onnx'), textModel(TINY_TEXT, text));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

function open(file: string, input = 'pixel_values', output = 'image_embeds'): Promise<Network> {
  return Network.open(ort, { ...cpu, modelPath: path.join(folder, file), input, output });
}

/** The largest difference of a vector of length 1 and a reference that is brought to it. */
function apart(ours: Float32Array, reference: Float64Array): number {
  const theirs = Float32Array.from(reference);
  normaliseRows(theirs, theirs.length);
  return Math.max(...ours.map((value, at) => Math.abs(value - (theirs[at] ?? NaN))));
}

describe('a small CLIP', () => {
  it('gives the image vectors of a plain implementation in float64', async () => {
    const network = await open('vision.onnx');
    const images = noise(224, 3);
    const vectors = await network.run(images, [3, 3, 224, 224]);
    for (let image = 0; image < 3; image++) {
      const pixels = images.subarray((image * images.length) / 3, ((image + 1) * images.length) / 3);
      const reference = referenceImageVector(TINY_VISION, vision, pixels);
      expect(apart(vectors.subarray(image * 16, (image + 1) * 16), reference)).toBeLessThan(1e-4);
    }
    await network.release();
  });

  it('gives the text vectors of a plain implementation in float64', async () => {
    const network = await open('text.onnx', 'input_ids', 'text_embeds');
    const texts = [
      [49406, 320, 736, 5567, 49407],
      [49406, 49407],
    ].map((ids) => [...ids, ...new Array<number>(77 - ids.length).fill(0)]);
    const vectors = await network.run(BigInt64Array.from(texts.flat(), BigInt), [2, 77]);
    texts.forEach((ids, row) => {
      const reference = referenceTextVector(TINY_TEXT, text, ids);
      expect(apart(vectors.subarray(row * 16, (row + 1) * 16), reference)).toBeLessThan(1e-4);
    });
    await network.release();
  });

  it('gives an image the same vector alone, in any batch and in any order, bit by bit', async () => {
    const network = await open('vision.onnx');
    const images = noise(224, 7);
    const one = (image: number): Float32Array =>
      images.subarray((image * images.length) / 7, ((image + 1) * images.length) / 7);
    const alone: Float32Array[] = [];
    for (let image = 0; image < 7; image++) alone.push(await network.run(one(image), [1, 3, 224, 224]));
    for (const order of [
      [0, 1],
      [6, 2, 4],
      [5, 4, 3, 2, 1, 0],
      [0, 1, 2, 3, 4, 5, 6],
    ]) {
      const batch = Float32Array.from(order.flatMap((image) => [...one(image)]));
      const vectors = await network.run(batch, [order.length, 3, 224, 224]);
      order.forEach((image, row) => expect(vectors.slice(row * 16, (row + 1) * 16)).toEqual(alone[image]));
    }
    await network.release();
  });
});

describe('the measurement of a model', () => {
  const params = {
    provider: 'cpu' as const,
    input: 'pixel_values',
    output: 'image_embeds',
    pixels: { size: 224, fit: 'crop', filter: 'bicubic', mean: [0, 0, 0], deviation: [1, 1, 1] } as const,
  } satisfies Partial<Parameters<typeof measure>[1]>;
  const { signal } = new AbortController();

  it('times each way, and tells which batches change vectors', async () => {
    const modelPath = path.join(folder, 'vision.onnx');
    const rows = await measure(
      ort,
      { ...params, modelPath, threads: [1, 2], batches: [1, 4], withinMs: 60_000 },
      signal,
    );
    expect(rows.map(({ threads, batch, identical }) => [threads, batch, identical])).toEqual([
      [1, 1, true],
      [1, 4, true],
      [2, 1, true],
      [2, 4, true],
    ]);
    expect(rows.every(({ imagesPerSecond }) => imagesPerSecond > 0)).toBe(true);
  });

  it('tries no other way once its time is over', async () => {
    const modelPath = path.join(folder, 'vision.onnx');
    const ways = { ...params, modelPath, threads: [1, 2], batches: [1, 4], withinMs: 0 };
    const rows = await measure(ort, ways, signal);
    expect(rows.map(({ threads, batch }) => [threads, batch])).toEqual([[1, 1]]);
    expect(rows[0]?.imagesPerSecond).toBeGreaterThan(0);
  });

  it('finds out that with dynamic quantisation a vector depends on its batch', async () => {
    const modelPath = path.join(folder, 'int8.onnx');
    const rows = await measure(
      ort,
      { ...params, modelPath, threads: [1], batches: [1, 4], withinMs: 60_000 },
      signal,
    );
    expect(rows.map(({ batch, identical }) => [batch, identical])).toEqual([
      [1, true],
      [4, false],
    ]);
  });
});
