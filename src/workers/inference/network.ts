import type * as Ort from 'onnxruntime-node';
import { normaliseRows } from '../../core/embed/tensor.ts';
import type { NetworkParams } from '../../protocol/inference.ts';

/** A loaded encoder on one device: from a batch of inputs to vectors of length 1. */
export class Network {
  readonly #ort: typeof Ort;
  readonly #session: Ort.InferenceSession;
  readonly #input: string;
  readonly #output: string;

  private constructor(ort: typeof Ort, session: Ort.InferenceSession, params: NetworkParams) {
    this.#ort = ort;
    this.#session = session;
    this.#input = preferred(session.inputNames, params.input);
    this.#output = preferred(session.outputNames, params.output);
  }

  /** @throws Error with onnxruntime's reason where the model does not load on the provider. */
  static async open(ort: typeof Ort, params: NetworkParams): Promise<Network> {
    const session = await ort.InferenceSession.create(params.modelPath, {
      executionProviders: [params.provider],
      intraOpNumThreads: params.threads,
      // Warnings about nodes placed on the CPU say nothing to a user.
      logSeverityLevel: 3,
    });
    return new Network(ort, session, params);
  }

  /** Vectors, row-major [n, dimension], of inputs [n, …]. @throws Error where the output is none. */
  async run(input: Float32Array | BigInt64Array, dims: readonly number[]): Promise<Float32Array> {
    const type = input instanceof Float32Array ? 'float32' : 'int64';
    const tensor = new this.#ort.Tensor(type, input, dims);
    const output = (await this.#session.run({ [this.#input]: tensor }))[this.#output];
    if (!(output?.data instanceof Float32Array)) throw new Error('its output is not float32');
    const vectors = Float32Array.from(output.data);
    normaliseRows(vectors, vectors.length / (dims[0] ?? 1));
    return vectors;
  }

  async release(): Promise<void> {
    await this.#session.release();
  }
}

function preferred(names: readonly string[], wanted: string): string {
  return names.includes(wanted) ? wanted : (names[0] ?? wanted);
}
