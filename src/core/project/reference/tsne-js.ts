import TSNE from 'tsne-js';
import { seededRandom } from '../../random.ts';
import type { OnStep } from '../../signal.ts';
import { numberOf } from '../parameters.ts';
import type { LayoutRun } from '../run.ts';
import type { ReferenceInput } from './input.ts';

/** t-SNE (van der Maaten and Hinton, 2008), exact, by tsne-js. It runs as a whole: one step is all of it. */
export class TsneJsRun implements LayoutRun {
  readonly #input: ReferenceInput;
  readonly #onStep: OnStep;
  readonly total = 1;
  done = 0;
  #layout: Float32Array;
  #loss = NaN;

  /** @param onStep Told of each of its iterations. */
  constructor(input: ReferenceInput, onStep: OnStep) {
    this.#input = input;
    this.#onStep = onStep;
    this.#layout = new Float32Array(input.rows.length * 2);
  }

  step(): void {
    const { rows, parameters, seed } = this.#input;
    const iterations = numberOf(parameters, 'iterations');
    const tsne = new TSNE({
      dim: 2,
      perplexity: numberOf(parameters, 'perplexity'),
      learningRate: numberOf(parameters, 'learningRate'),
      nIter: iterations,
      metric: 'euclidean',
    });
    tsne.on('progressIter', ([iteration]) => this.#onStep(iteration + 1, iterations));
    withSeededMathRandom(seed, () => {
      tsne.init({ data: rows, type: 'dense' });
      [this.#loss] = tsne.run();
      this.#layout = Float32Array.from(tsne.getOutput().flat());
    });
    this.done = 1;
  }

  layout(): Float32Array {
    return this.#layout;
  }

  /** The divergence that it tells. */
  loss(): number {
    return this.#loss;
  }

  /** tsne-js takes its parameters when it starts. */
  change(): void {
    throw new RangeError('tsne-js cannot change parameters while it runs');
  }
}

/** tsne-js takes no generator: it calls `Math.random`, which is replaced while it runs (synchronously). */
function withSeededMathRandom(seed: number, run: () => void): void {
  const original = Math.random;
  Math.random = seededRandom(seed);
  try {
    run();
  } finally {
    Math.random = original;
  }
}
