import { vectorsName } from '../../../src/core/collection/embedding-rows.ts';
import type { ModelInfo } from '../../../src/core/collection/schema.ts';
import { CLIP } from '../../../src/core/embed/models.ts';

/* The shape of the generated vectors and of their neighbour graph: generate.ts writes them, arithmetic.ts reads them. */

/** As the product keeps for each image (core/neighbours/stage.ts). */
export const NEIGHBOURS = 90;
/** CLIP ViT-B/32 has 512. Larger collections get short vectors, to keep the files and the bench small. */
const DIMENSION = 512;
const SHORT_DIMENSION = 64;
const MOST_WITH_LONG_VECTORS = 10_000;

const variant = 'int8';
export const model: ModelInfo = {
  id: CLIP.id,
  label: CLIP.label,
  standIn: false,
  variant,
  sha256: CLIP.variants.find(({ precision }) => precision === variant)?.sha256 ?? '',
};
export const device = { provider: 'cpu', reason: 'generated' };

export const VECTORS_NAME = vectorsName(model);

export function dimensionOf(n: number): number {
  return n <= MOST_WITH_LONG_VECTORS ? DIMENSION : SHORT_DIMENSION;
}
