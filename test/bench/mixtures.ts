import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** As CLIP ViT-B/32's vectors. */
export const DIMENSION = 512;
/** Directions that a component spreads in, besides a little in all. */
const SPREAD_DIRECTIONS = 14;
/** Of a component's widest direction; each further one has this share of the one before. */
const DECAY = 0.93;
/** Of the means, as against the widest direction of a component: less is more overlap. */
const SEPARATION = 0.08;
const NOISE = 0.03;

/**
 * Vectors [n, 512] of length 1 that resemble embeddings of images: a seeded mixture of 12 Gaussians, of 60 from
 * more than 1,000 points on, that overlap and are of few directions each.
 */
export function mixture(n: number, seed: number): Float32Array {
  const normal = gaussian(seed);
  const normals = (count: number, scale: number): Float32Array =>
    Float32Array.from({ length: count }, () => scale * normal());
  const components = Array.from({ length: n <= 1000 ? 12 : 60 }, () => ({
    mean: normals(DIMENSION, SEPARATION),
    directions: Array.from({ length: SPREAD_DIRECTIONS }, (_, at) =>
      normals(DIMENSION, DECAY ** at / Math.sqrt(DIMENSION)),
    ),
  }));
  const vectors = new Float32Array(n * DIMENSION);
  for (let index = 0; index < n; index++) {
    const component = components[index % components.length];
    if (component === undefined) continue;
    const vector = vectors.subarray(index * DIMENSION, (index + 1) * DIMENSION);
    vector.set(component.mean);
    for (const direction of component.directions) {
      const along = normal();
      direction.forEach((part, at) => (vector[at] = (vector[at] ?? 0) + along * part));
    }
    let squares = 0;
    vector.forEach((part, at) => {
      const noisy = part + NOISE * normal();
      vector[at] = noisy;
      squares += noisy * noisy;
    });
    const length = Math.sqrt(squares);
    vector.forEach((part, at) => (vector[at] = part / length));
  }
  return vectors;
}

/** Box and Muller's transform. */
function gaussian(seed: number): () => number {
  const random = xoroshiro128plus(seed);
  return () =>
    Math.sqrt(-2 * Math.log(1 - uniformFloat64(random))) * Math.cos(2 * Math.PI * uniformFloat64(random));
}
