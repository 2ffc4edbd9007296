import type * as Ort from 'onnxruntime-node';
import { cosine, normaliseRows } from '../../core/embed/tensor.ts';
import type { SessionParams } from '../../protocol/inference.ts';

/** What a device's answer may differ from the CPU's: fp16 arithmetic stays above 0.999. */
const LEAST_COSINE = 0.99;

/** A loaded image encoder on one device. */
export class ImageModel {
  readonly params: SessionParams;
  readonly dimension: number;
  readonly #ort: typeof Ort;
  readonly #session: Ort.InferenceSession;
  readonly #input: string;
  readonly #output: string;

  private constructor(
    ort: typeof Ort,
    params: SessionParams,
    session: Ort.InferenceSession,
    dimension: number,
  ) {
    this.#ort = ort;
    this.params = params;
    this.#session = session;
    this.dimension = dimension;
    this.#input = preferred(session.inputNames, 'pixel_values');
    this.#output = preferred(session.outputNames, 'image_embeds');
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
      const batch = noise(params);
      const [theirs, ours] = [await model.run(batch, params.batch), await reference.run(batch, params.batch)];
      const alike = cosine(theirs.subarray(0, model.dimension), ours.subarray(0, model.dimension));
      if (alike < LEAST_COSINE)
        throw new Error(`its vectors differ from the CPU's (cosine ${alike.toFixed(4)})`);
      return model;
    } catch (error) {
      await model.release();
      throw error;
    } finally {
      await reference.release();
    }
  }

  static async #open(ort: typeof Ort, params: SessionParams): Promise<ImageModel> {
    const session = await ort.InferenceSession.create(params.modelPath, {
      executionProviders: [params.provider],
      // Warnings about nodes placed on the CPU say nothing to a user.
      logSeverityLevel: 3,
    });
    const one = new ImageModel(ort, params, session, 0);
    const dimension = (await one.run(noise({ ...params, batch: 1 }), 1)).length;
    return new ImageModel(ort, params, session, dimension);
  }

  /** Vectors of `count` images, row-major [count, dimension], from pixels [count, 3, size, size]. */
  async run(pixels: Float32Array, count: number): Promise<Float32Array> {
    const { size } = this.params;
    const tensor = new this.#ort.Tensor('float32', pixels, [count, 3, size, size]);
    const output = (await this.#session.run({ [this.#input]: tensor }))[this.#output];
    if (!(output?.data instanceof Float32Array)) throw new Error('its output is not float32');
    const vectors = Float32Array.from(output.data);
    normaliseRows(vectors, vectors.length / count);
    return vectors;
  }

  async release(): Promise<void> {
    await this.#session.release();
  }
}

function preferred(names: readonly string[], wanted: string): string {
  return names.includes(wanted) ? wanted : (names[0] ?? wanted);
}

/** A batch of even noise in the range of normalised pixels; the same one every time (Numerical Recipes' LCG). */
function noise({ batch, size }: Pick<SessionParams, 'batch' | 'size'>): Float32Array {
  let state = 1;
  return Float32Array.from({ length: batch * 3 * size * size }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}
