import type * as Ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import type { SessionParams } from '../../../src/protocol/inference.ts';
import { ImageModel } from '../../../src/workers/inference/image-model.ts';

const SIZE = 2;
const PIXELS = 3 * SIZE * SIZE;

type Run = (pixels: Float32Array, count: number, provider: string) => Float32Array;

/** An onnxruntime whose sessions compute what `run` says; it counts the images of each run on a GPU. */
function fakeOrt(run: Run): { ort: typeof Ort; batches: number[]; released: string[] } {
  const batches: number[] = [];
  const released: string[] = [];
  const ort = {
    Tensor: class {
      readonly data: Float32Array;
      readonly dims: number[];
      constructor(_type: string, data: Float32Array, dims: number[]) {
        this.data = data;
        this.dims = dims;
      }
    },
    InferenceSession: {
      create: (_path: string, { executionProviders: [provider = ''] }: { executionProviders: string[] }) =>
        Promise.resolve({
          inputNames: ['pixel_values'],
          outputNames: ['image_embeds'],
          run: (feeds: { pixel_values: { data: Float32Array; dims: number[] } }) => {
            const { data, dims } = feeds.pixel_values;
            if (provider !== 'cpu') batches.push(dims[0] ?? 0);
            return Promise.resolve().then(() => ({
              image_embeds: { data: run(data, dims[0] ?? 0, provider) },
            }));
          },
          release: () => Promise.resolve(released.push(provider)),
        }),
    },
  };
  return { ort: ort as unknown as typeof Ort, batches, released };
}

/** Two sums of each image's pixels: not the same for any two images. */
const sums: Run = (pixels, count) =>
  Float32Array.from({ length: count * 2 }, (_, at) => {
    const image = pixels.subarray(Math.floor(at / 2) * PIXELS, (Math.floor(at / 2) + 1) * PIXELS);
    return image.reduce((sum, value, index) => sum + value * (at % 2 === 0 ? 1 : index), 1);
  });

const params: SessionParams = {
  modelPath: '/model.onnx',
  threads: 1,
  input: 'pixel_values',
  output: 'image_embeds',
  batch: 8,
  decoders: 1,
  provider: 'webgpu',
  pixels: { size: SIZE, fit: 'crop', filter: 'bicubic', mean: [0, 0, 0], deviation: [1, 1, 1] },
};

const images = Float32Array.from({ length: 8 * PIXELS }, (_, at) => Math.sin(at));

describe('a device', () => {
  it('is taken where its vectors are the CPU’s', async () => {
    const { ort } = fakeOrt(sums);
    const model = await ImageModel.load(ort, params);
    expect(model.dimension).toBe(2);
    expect(await model.run(images, 8)).toHaveLength(16);
  });

  it.each<[string, Run, string]>([
    [
      'that computes something else',
      (pixels, n, provider) =>
        sums(
          pixels.map((x) => (provider === 'cpu' ? x : x ** 2)),
          n,
          provider,
        ),
      'differ from the CPU',
    ],
    [
      'whose second half of a batch is wrong',
      (pixels, n, provider) =>
        sums(pixels, n, provider).map((x, at) => (provider !== 'cpu' && at >= n && n > 1 ? -x : x)),
      'differ from the CPU',
    ],
    [
      'that answers nothing but zeros',
      (pixels, n, provider) => sums(pixels, n, provider).map((x) => (provider === 'cpu' ? x : 0)),
      'without direction',
    ],
    [
      'that answers what is not a number',
      (pixels, n, provider) => sums(pixels, n, provider).map((x) => (provider === 'cpu' ? x : NaN)),
      'without direction',
    ],
  ])('%s is refused, and nothing of it is kept', async (_what, run, reason) => {
    const { ort, released } = fakeOrt(run);
    await expect(ImageModel.load(ort, params)).rejects.toThrow(reason);
    expect(released).toContain('webgpu');
  });
});

describe('a device without room for a batch', () => {
  const limited =
    (most: number): Run =>
    (pixels, count, provider) => {
      if (provider !== 'cpu' && count > most) throw new Error('CUDA error 2: out of memory');
      return sums(pixels, count, provider);
    };

  it('gets halves, and never again more than fits', async () => {
    const { ort, batches } = fakeOrt(limited(3));
    const model = await ImageModel.load(ort, params);
    batches.length = 0;
    const vectors = await model.run(images, 8);
    const { ort: roomy } = fakeOrt(sums);
    expect(vectors).toEqual(await (await ImageModel.load(roomy, params)).run(images, 8));
    expect(Math.max(...batches)).toBeLessThanOrEqual(3);
    expect(batches.reduce((sum, count) => sum + count, 0)).toBe(8);
  });

  it('that has no room for one image says so', async () => {
    await expect(ImageModel.load(fakeOrt(limited(0)).ort, params)).rejects.toThrow('out of memory');
  });
});
