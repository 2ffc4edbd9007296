import type * as Ort from 'onnxruntime-node';
import { cosine } from '../../core/embed/tensor.ts';
import type { SessionParams } from '../../protocol/inference.ts';
import { Network } from './network.ts';
import { noise } from './noise.ts';

/** What a device's answer may differ from the CPU's: fp16 arithmetic stays above it. */
const LEAST_COSINE = 0.999;

/** How providers say that a batch does not fit (CUDA's, DirectML's and Dawn's words). */
const OUT_OF_MEMORY = /out of memory|failed to allocate|not enough memory|E_OUTOFMEMORY|OOM/i;

/** A loaded image encoder on one device. */
export class ImageModel {
  readonly params: SessionParams;
  readonly dimension: number;
  readonly #network: Network;
  /** The most images that this device takes at once, as far as is known. */
  #most = Infinity;

  private constructor(params: SessionParams, network: Network, dimension: number) {
    this.params = params;
    this.#network = network;
    this.dimension = dimension;
  }

  /**
   * Loads a model and proves it with a full batch: on the CPU by a vector that has a direction, on any other
   * device by the CPU's answer to the same batch.
   * @throws Error with the reason where the model does not load or does not prove itself.
   */
  static async load(ort: typeof Ort, params: SessionParams): Promise<ImageModel> {
    const model = await ImageModel.#open(ort, params);
    if (params.provider === 'cpu') return model;
    const reference = await ImageModel.#open(ort, { ...params, provider: 'cpu' });
    try {
      const images = noise(params.pixels.size, params.batch);
      const theirs = await model.run(images, params.batch);
      const ours = await reference.run(images, params.batch);
      for (let row = 0; row < ours.length; row += model.dimension) {
        const of = (vectors: Float32Array): Float32Array => vectors.subarray(row, row + model.dimension);
        const alike = cosine(of(theirs), of(ours));
        // Also where it is not a number.
        if (!(alike >= LEAST_COSINE))
          throw new Error(`its vectors differ from the CPU's (cosine ${alike.toFixed(4)})`);
      }
      return model;
    } catch (error) {
      await model.release();
      throw error;
    } finally {
      await reference.release();
    }
  }

  static async #open(ort: typeof Ort, params: SessionParams): Promise<ImageModel> {
    const network = await Network.open(ort, params);
    try {
      const one = new ImageModel(params, network, 0);
      const { length } = await one.run(noise(params.pixels.size, 1), 1);
      return new ImageModel(params, network, length);
    } catch (error) {
      await network.release();
      throw error;
    }
  }

  /**
   * Vectors of `count` images, row-major [count, dimension], from pixels [count, 3, size, size]. A batch that
   * does not fit into the device's memory is halved, and later ones are not made larger.
   */
  async run(pixels: Float32Array, count: number): Promise<Float32Array> {
    if (count > this.#most) return this.#halves(pixels, count);
    const { size } = this.params.pixels;
    try {
      return await this.#network.run(pixels, [count, 3, size, size]);
    } catch (error) {
      if (count === 1 || !OUT_OF_MEMORY.test(String(error))) throw error;
      this.#most = Math.floor(count / 2);
      return this.#halves(pixels, count);
    }
  }

  async #halves(pixels: Float32Array, count: number): Promise<Float32Array> {
    const first = Math.ceil(count / 2);
    const cut = (pixels.length / count) * first;
    const vectors = [
      await this.run(pixels.subarray(0, cut), first),
      await this.run(pixels.subarray(cut), count - first),
    ];
    return Float32Array.from(vectors.flatMap((part) => [...part]));
  }

  async release(): Promise<void> {
    await this.#network.release();
  }
}
