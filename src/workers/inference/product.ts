import { availableParallelism } from 'node:os';
import type * as Ort from 'onnxruntime-node';
import type { VectorSet } from '../../core/collection/vector-set.ts';
import type { BlockProduct } from '../../core/neighbours/blocks.ts';

/**
 * An ONNX model of one node, `y = Gemm(a, b)` with `transB`, over float32 (opset 13): the dot products of the rows
 * [m, d] of one matrix with the rows [n, d] of another. Written with onnx-proto;
 * test/unit/workers/product.test.ts reads it back.
 */
export const PRODUCT_MODEL =
  'CAg6bgoeCgFhCgFiEgF5IgRHZW1tKg0KBnRyYW5zQhgBoAECEgdwcm9kdWN0WhUKAWESEAoOCAESCgoDEgFtCgMSAWRaFQoBYhIQCg4IARIKCgMSAW4KAxIBZGIVCgF5EhAKDggBEgoKAxIBbQoDEgFuQgIQDQ==';

/**
 * Measured on two cores with AVX-512 at 512 dimensions: 85 GFLOP/s of each, as fast as larger blocks; the lists of so
 * many rows stay in a second-level cache of 1 MB.
 */
const BLOCK = { rows: 512, columns: 1024 };

/** Multiplies with onnxruntime on the CPU, on all cores. */
export class OrtProduct {
  readonly #ort: typeof Ort;
  readonly #session: Ort.InferenceSession;

  private constructor(ort: typeof Ort, session: Ort.InferenceSession) {
    this.#ort = ort;
    this.#session = session;
  }

  static async open(ort: typeof Ort): Promise<OrtProduct> {
    const session = await ort.InferenceSession.create(Buffer.from(PRODUCT_MODEL, 'base64'), {
      executionProviders: ['cpu'],
      intraOpNumThreads: availableParallelism(),
      // Inputs and outputs are ours, and nothing lies between them.
      enableCpuMemArena: false,
      logSeverityLevel: 3,
      // Threads that have nothing to multiply wait without using a core.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
    return new OrtProduct(ort, session);
  }

  of({ vectors, dimension }: VectorSet): BlockProduct {
    const { Tensor } = this.#ort;
    const output = new Float32Array(BLOCK.rows * BLOCK.columns);
    const gathered = new Float32Array(BLOCK.rows * dimension);
    const line = (from: number, to: number): Float32Array =>
      vectors.subarray(from * dimension, to * dimension);
    /** The rows one behind the other: where they lie, or a copy of them. */
    const side = (rows: Int32Array): Float32Array => {
      const first = rows[0] ?? 0;
      if ((rows.at(-1) ?? 0) - first === rows.length - 1) return line(first, first + rows.length);
      rows.forEach((row, at) => gathered.set(line(row, row + 1), at * dimension));
      return gathered.subarray(0, rows.length * dimension);
    };
    return {
      count: dimension === 0 ? 0 : vectors.length / dimension,
      block: BLOCK,
      multiply: async (rows, first, last) => {
        const columns = last - first;
        const values = output.subarray(0, rows.length * columns);
        const a = new Tensor('float32', side(rows), [rows.length, dimension]);
        const b = new Tensor('float32', line(first, last), [columns, dimension]);
        await this.#session.run({ a, b }, { y: new Tensor('float32', values, [rows.length, columns]) });
        return values;
      },
    };
  }
}
