import { neighbourAgreement } from '../../core/neighbours/agreement.ts';
import { exactNeighbours } from '../../core/neighbours/exact.ts';
import { mapQuality } from '../../core/neighbours/quality.ts';
import { wasmProduct, type ProductKernels } from '../../core/neighbours/wasm-product.ts';
import type { Handlers } from '../../node/rpc/serve.ts';
import type { ProjectionMethods } from '../../protocol/projection.ts';
import { throttleProgress } from '../progress.ts';

/** The projection thread's comparisons, for sets that are small enough not to start a process. */
export function compareHandlers(
  loadKernels: () => Promise<ProductKernels>,
): Handlers<Pick<ProjectionMethods, 'nearest' | 'quality' | 'agreement'>> {
  return {
    nearest: async ({ k, known, ...set }, { signal, emit }) =>
      exactNeighbours(
        { product: wasmProduct(await loadKernels(), set), k, known },
        signal,
        throttleProgress(emit),
      ),
    quality: async (request, { signal, emit }) =>
      mapQuality(request, wasmProduct(await loadKernels(), request), signal, throttleProgress(emit)),
    agreement: (request) => neighbourAgreement(request),
  };
}
