import type * as Ort from 'onnxruntime-node';
import { exactNeighbours } from '../../core/neighbours/exact.ts';
import { mapQuality } from '../../core/neighbours/quality.ts';
import type { VectorSet } from '../../core/ports.ts';
import type { Handlers } from '../../node/rpc/serve.ts';
import type { CompareMethods } from '../../protocol/inference.ts';
import { sparingly } from '../progress.ts';
import { OrtProduct } from './product.ts';

/** The inference process' comparisons; it holds one set of vectors at a time. */
export function compareHandlers(ort: typeof Ort): Handlers<CompareMethods> {
  let held: { readonly token: string; readonly set: VectorSet } | undefined;
  let opened: Promise<OrtProduct> | undefined;
  const heldAs = (token: string): VectorSet => {
    if (held?.token !== token) throw new Error('the vectors to compare are not here');
    return held.set;
  };
  const productOf = async (token: string) => (await (opened ??= OrtProduct.open(ort))).of(heldAs(token));
  return {
    holdVectors({ token, length, dimension }) {
      held = { token, set: { vectors: new Float32Array(length), dimension } };
      return null;
    },
    putVectors({ token, at, numbers }) {
      heldAs(token).vectors.set(numbers, at);
      return null;
    },
    async nearest({ token, k, known }, { signal, emit }) {
      return exactNeighbours({ product: await productOf(token), k, known }, signal, sparingly(emit));
    },
    async quality({ token, ...rest }, { signal, emit }) {
      return mapQuality({ ...heldAs(token), ...rest }, await productOf(token), signal, sparingly(emit));
    },
    async releaseVectors() {
      held = undefined;
      const product = await opened;
      opened = undefined;
      await product?.release();
      return null;
    },
  };
}
