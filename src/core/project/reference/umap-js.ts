import { UMAP } from 'umap-js';
import { seededRandom } from '../../random.ts';
import { numberOf } from '../parameters.ts';
import type { LayoutRun } from '../run.ts';
import type { ReferenceInput } from './input.ts';

/** UMAP (McInnes, Healy and Melville, 2018) by umap-js, which finds its neighbours itself. */
export class UmapJsRun implements LayoutRun {
  readonly #umap: UMAP;
  readonly total: number;
  done = 0;

  constructor({ rows, parameters, seed }: ReferenceInput) {
    this.#umap = new UMAP({
      nComponents: 2,
      nNeighbors: numberOf(parameters, 'neighbors'),
      minDist: numberOf(parameters, 'minDist'),
      spread: numberOf(parameters, 'spread'),
      nEpochs: numberOf(parameters, 'epochs'),
      random: seededRandom(seed),
      distanceFn: cosineDistance,
    });
    this.total = this.#umap.initializeFit(rows);
  }

  step(): void {
    this.#umap.step();
    this.done++;
  }

  layout(): Float32Array {
    return Float32Array.from(this.#umap.getEmbedding().flat());
  }

  /** umap-js does not tell. */
  loss(): number {
    return NaN;
  }

  /** umap-js takes its parameters when it starts. */
  change(): void {
    throw new RangeError('umap-js cannot change parameters while it runs');
  }
}

/** For vectors of length 1, as the embeddings are. Rounding may take equal vectors below 0. */
function cosineDistance(a: number[], b: number[]): number {
  let dot = 0;
  for (let index = 0; index < a.length; index++) dot += (a[index] ?? 0) * (b[index] ?? 0);
  return Math.max(0, 1 - dot);
}
