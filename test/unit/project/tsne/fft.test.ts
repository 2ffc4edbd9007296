import { expect, it } from 'vitest';
import { twiddles } from '../../../../src/core/project/tsne/repulsion.ts';
import { WasmArena } from '../../../../src/core/wasm-memory.ts';
import { loadKernels } from '../../../fakes/projection.ts';
import { randomLayout } from './fixture.ts';

/** Every radix first, last, and alone. */
it.each([2, 3, 4, 5, 6, 8, 10, 15, 16, 32, 40, 64, 72, 80, 96, 120, 128, 512, 960])(
  'transforms four signals of %i places at once',
  async (length) => {
    const kernels = (await loadKernels()).tsne;
    const arena = new WasmArena(kernels.memory);
    // Of each place four real, then four imaginary parts.
    const signals = randomLayout(length, 8, 2);
    const from = arena.put(signals);
    const to = arena.take(signals.byteLength);
    const result = kernels.transform(length, from, to, arena.put(twiddles(length)));
    const spectra = arena.floats(result, signals.length);
    for (let lane = 0; lane < 4; lane++) {
      for (let frequency = 0; frequency < length; frequency++) {
        let [re, im] = [0, 0];
        for (let place = 0; place < length; place++) {
          const angle = (-2 * Math.PI * frequency * place) / length;
          const [a, b] = [signals[place * 8 + lane] ?? NaN, signals[place * 8 + 4 + lane] ?? NaN];
          re += a * Math.cos(angle) - b * Math.sin(angle);
          im += a * Math.sin(angle) + b * Math.cos(angle);
        }
        // Single precision: errors grow with the root of the sum of squares.
        const tolerance = 1e-6 * Math.sqrt(length);
        expect(Math.abs((spectra[frequency * 8 + lane] ?? NaN) - re)).toBeLessThan(tolerance);
        expect(Math.abs((spectra[frequency * 8 + 4 + lane] ?? NaN) - im)).toBeLessThan(tolerance);
      }
    }
  },
);
