import TSNE from 'tsne-js';
import type { OnStep } from '../signal.ts';
import { seededRandom } from './random.ts';

/** t-SNE (van der Maaten and Hinton, 2008), exact, by tsne-js. */
export function runTsne(
  rows: number[][],
  parameters: Readonly<Record<string, number>>,
  seed: number,
  onStep: OnStep,
): number[][] {
  const iterations = parameters['iterations'] ?? NaN;
  const tsne = new TSNE({
    dim: 2,
    perplexity: parameters['perplexity'] ?? NaN,
    learningRate: parameters['learningRate'] ?? NaN,
    nIter: iterations,
    metric: 'euclidean',
  });
  tsne.on('progressIter', ([iteration]) => {
    onStep(iteration + 1, iterations);
  });
  return withSeededMathRandom(seed, () => {
    tsne.init({ data: rows, type: 'dense' });
    tsne.run();
    return tsne.getOutput();
  });
}

/** tsne-js takes no generator: it calls `Math.random`, which is replaced while it runs (synchronously). */
function withSeededMathRandom<T>(seed: number, run: () => T): T {
  const original = Math.random;
  Math.random = seededRandom(seed);
  try {
    return run();
  } finally {
    Math.random = original;
  }
}
