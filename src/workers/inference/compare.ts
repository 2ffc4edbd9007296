import type * as Ort from 'onnxruntime-node';
import type { VectorSet } from '../../core/collection/vector-set.ts';
import { exactNeighbours } from '../../core/neighbours/exact.ts';
import { mapQuality } from '../../core/neighbours/quality.ts';
import type { Handlers } from '../../node/rpc/serve.ts';
import type { CompareMethods } from '../../protocol/inference.ts';
import { throttleProgress } from '../progress.ts';
import { OrtProduct } from './product.ts';

/** The inference process' comparisons; it holds one set of vectors at a time. */
export function compareHandlers(ort: typeof Ort): Handlers<CompareMethods> {
  let held: VectorSet = { vectors: new Float32Array(), dimension: 0 };
  const productOf = async (set: VectorSet): Promise<ReturnType<OrtProduct['of']>> =>
    (await OrtProduct.open(ort)).of(set);
  return {
    holdVectors({ length, dimension }) {
      held = { vectors: new Float32Array(length), dimension };
      return null;
    },
    putVectors({ at, numbers }) {
      held.vectors.set(numbers, at);
      return null;
    },
    async nearest({ k, known }, { signal, emit }) {
      return exactNeighbours({ product: await productOf(held), k, known }, signal, throttleProgress(emit));
    },
    async quality(rest, { signal, emit }) {
      return mapQuality({ ...held, ...rest }, await productOf(held), signal, throttleProgress(emit));
    },
  };
}
