import { UMAP } from 'umap-js';
import type { OnStep } from '../signal.ts';
import { seededRandom } from './random.ts';

/** UMAP (McInnes, Healy and Melville, 2018) by umap-js, for rows of length 1. */
export function runUmap(
  rows: number[][],
  parameters: Readonly<Record<string, number>>,
  seed: number,
  onStep: OnStep,
): number[][] {
  const umap = new UMAP({
    nComponents: 2,
    nNeighbors: parameters['neighbors'] ?? NaN,
    minDist: parameters['minDist'] ?? NaN,
    spread: parameters['spread'] ?? NaN,
    nEpochs: parameters['epochs'] ?? NaN,
    random: seededRandom(seed),
    distanceFn: cosineDistance,
  });
  const epochs = umap.initializeFit(rows);
  for (let epoch = 0; epoch < epochs; epoch++) {
    umap.step();
    onStep(epoch + 1, epochs);
  }
  return umap.getEmbedding();
}

/** For vectors of length 1, as the embeddings are. Rounding may take equal vectors below 0. */
function cosineDistance(a: number[], b: number[]): number {
  let dot = 0;
  for (let index = 0; index < a.length; index++) dot += (a[index] ?? 0) * (b[index] ?? 0);
  return Math.max(0, 1 - dot);
}
