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

/** Of the means of islands, and of those of the three families that they come in: nothing overlaps. */
const ISLANDS = { separation: 0.3, families: 3 } as const;
/** Of unlike islands; the least have fewer points than have each other's 15 nearest. */
const ISLAND_SIZES = [200, 100, 60, 40, 30, 30, 30, 30, 20, 20, 20, 12] as const;

/** A Gaussian of few directions. */
interface Component {
  readonly mean: Float32Array;
  readonly directions: readonly Float32Array[];
}

/**
 * Vectors [n, 512] of length 1 that resemble embeddings of images: a seeded mixture of 12 Gaussians, of 60 from
 * more than 1,000 points on, that overlap and are of few directions each.
 */
export function mixture(n: number, seed: number): Float32Array {
  const normal = gaussian(seed);
  const components = Array.from({ length: n <= 1000 ? 12 : 60 }, () =>
    componentAround(normals(normal, SEPARATION), normal),
  );
  const which = Int32Array.from({ length: n }, (_, index) => index % components.length);
  return drawn(components, which, normal);
}

/**
 * Vectors [592, 512] of length 1 in twelve groups of 12 to 200, which no edge to a neighbour ties to each other, or hardly one:
 * a seeded mixture of Gaussians far from each other, in three families.
 */
export function islands(seed: number): Float32Array {
  const normal = gaussian(seed);
  const families = Array.from({ length: ISLANDS.families }, () => normals(normal, ISLANDS.separation));
  const components = ISLAND_SIZES.map((_, at) => {
    const family = families[at % families.length];
    const mean = normals(normal, ISLANDS.separation);
    return componentAround(
      mean.map((part, axis) => part + (family?.[axis] ?? 0)),
      normal,
    );
  });
  const which = ISLAND_SIZES.flatMap((size, island) => new Array<number>(size).fill(island));
  return drawn(components, which, normal);
}

function normals(normal: () => number, scale: number): Float32Array {
  return Float32Array.from({ length: DIMENSION }, () => scale * normal());
}

function componentAround(mean: Float32Array, normal: () => number): Component {
  const directions = Array.from({ length: SPREAD_DIRECTIONS }, (_, at) =>
    normals(normal, DECAY ** at / Math.sqrt(DIMENSION)),
  );
  return { mean, directions };
}

/** A vector of the component that is named for each. */
function drawn(
  components: readonly Component[],
  which: ArrayLike<number>,
  normal: () => number,
): Float32Array {
  const vectors = new Float32Array(which.length * DIMENSION);
  for (let index = 0; index < which.length; index++) {
    const component = components[which[index] ?? 0];
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
