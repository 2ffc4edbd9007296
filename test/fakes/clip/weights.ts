import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** The sizes of a transformer as CLIP has them, for images or for text. */
export interface ClipShape {
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
  /** Of the vectors that come out. */
  readonly projection: number;
  /** For images: pixels on a side, and of a patch. */
  readonly image?: { readonly size: number; readonly patch: number };
  /** For text: how many tokens there are to choose from, and in a row. */
  readonly text?: { readonly vocabulary: number; readonly context: number };
}

/** OpenAI's CLIP ViT-B/32 (its model.py; the paper's table 20). */
export const VIT_B_32: ClipShape = {
  layers: 12,
  width: 768,
  heads: 12,
  projection: 512,
  image: { size: 224, patch: 32 },
};

/** The same architecture, small enough to be computed by hand. */
export const TINY_VISION: ClipShape = {
  layers: 2,
  width: 32,
  heads: 4,
  projection: 16,
  image: { size: 224, patch: 56 },
};
export const TINY_TEXT: ClipShape = {
  layers: 2,
  width: 32,
  heads: 4,
  projection: 16,
  text: { vocabulary: 49408, context: 77 },
};

/** How many tokens a row has: patches and one for the class, or words. */
export function tokensOf({ image, text }: ClipShape): number {
  return image === undefined ? (text?.context ?? 0) : (image.size / image.patch) ** 2 + 1;
}

/** Each weight by its name, with its dimensions. A matrix is [inputs, outputs], row-major. */
export type ClipWeights = ReadonlyMap<
  string,
  { readonly dims: readonly number[]; readonly data: Float32Array }
>;

/**
 * Seeded random weights for a shape, of the size that keeps what flows through the layers near 1: matrices
 * within ±sqrt(3 / inputs) (variance 1 / inputs), gains within 0.1 of 1, biases within 0.1 of 0.
 */
export function clipWeights(shape: ClipShape, seed: number): ClipWeights {
  const random = xoroshiro128plus(seed);
  const weights = new Map<string, { dims: readonly number[]; data: Float32Array }>();
  const fill = (name: string, dims: readonly number[], centre: number, spread: number): void => {
    const length = dims.reduce((product, size) => product * size, 1);
    const data = Float32Array.from({ length }, () => centre + (spread * random.next()) / 2 ** 31);
    weights.set(name, { dims, data });
  };
  const matrix = (name: string, inputs: number, outputs: number): void => {
    fill(`${name}.weight`, [inputs, outputs], 0, Math.sqrt(3 / inputs));
    fill(`${name}.bias`, [outputs], 0, 0.1);
  };
  const { width, image, text } = shape;
  const norm = (name: string): void => {
    fill(`${name}.gain`, [width], 1, 0.1);
    fill(`${name}.bias`, [width], 0, 0.1);
  };
  if (image !== undefined) {
    fill('patches', [width, 3, image.patch, image.patch], 0, Math.sqrt(3 / (3 * image.patch ** 2)));
    fill('class', [1, 1, width], 0, 1);
    norm('before');
  }
  if (text !== undefined) fill('words', [text.vocabulary, width], 0, 1);
  fill('positions', [tokensOf(shape), width], 0, 0.5);
  for (let layer = 0; layer < shape.layers; layer++) {
    const name = `layer${layer}`;
    norm(`${name}.norm1`);
    for (const part of ['query', 'key', 'value', 'out']) matrix(`${name}.${part}`, width, width);
    norm(`${name}.norm2`);
    matrix(`${name}.widen`, width, 4 * width);
    matrix(`${name}.narrow`, 4 * width, width);
  }
  norm('after');
  fill('projection', [width, shape.projection], 0, Math.sqrt(3 / width));
  return weights;
}
