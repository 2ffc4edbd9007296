import type { NeighbourGraph } from '../../collection/neighbour-graph.ts';

/** Of a point's neighbours in other pieces, so many count; the next would weigh less than half a hundredth. */
const NEAREST = 15;

/** So many edges of a piece, evenly taken, tell where it belongs. */
const MOST = 2000;

/** An edge of the neighbour graph between two pieces. */
export interface Pull {
  /** A row of the piece that is pulled. */
  readonly row: number;
  /** A row of a piece before it. */
  readonly to: number;
  readonly weight: number;
}

/**
 * What draws each piece to those before it: the edges between each of its points and the nearest in other pieces. The first of
 * a point's weighs 1, the second a quarter, the third a ninth. With weights that fall more slowly, a piece comes between
 * others, near to all and next to none, and fewer neighbours are kept.
 * @param pieceOf [n]: the number of each point's piece.
 */
export function pullsOf(
  count: number,
  pieceOf: Int32Array,
  { k, indices }: NeighbourGraph,
): readonly (readonly Pull[])[] {
  const pulls = Array.from({ length: count }, (): Pull[] => []);
  pieceOf.forEach((own, row) => {
    let seen = 0;
    for (let at = row * k; at < (row + 1) * k && seen < NEAREST; at++) {
      const other = indices[at] ?? 0;
      const theirs = pieceOf[other] ?? 0;
      if (theirs === own) continue;
      const weight = 1 / (++seen) ** 2;
      if (theirs < own) pulls[own]?.push({ row, to: other, weight });
      else pulls[theirs]?.push({ row: other, to: row, weight });
    }
  });
  return pulls.map((all) => {
    const every = Math.ceil(all.length / MOST);
    return every <= 1 ? all : all.filter((_, at) => at % every === 0);
  });
}

/** Of each piece that draws another, the sum of weights; the strongest first. */
export function drawing(pulls: readonly Pull[], pieceOf: Int32Array): readonly number[] {
  const sums = new Map<number, number>();
  for (const { to, weight } of pulls) {
    const piece = pieceOf[to] ?? 0;
    sums.set(piece, (sums.get(piece) ?? 0) + weight);
  }
  return [...sums].sort(([, a], [, b]) => b - a).map(([piece]) => piece);
}

/** The sum of the pulls' lengths, by weight, were their piece moved by so much. */
export function tension(pulls: readonly Pull[], layout: Float32Array, by: readonly number[]): number {
  const dimensions = by.length;
  const [x = 0, y = 0, z = 0] = by;
  let sum = 0;
  for (const { row, to, weight } of pulls) {
    const [own, other] = [row * dimensions, to * dimensions];
    const dx = (layout[own] ?? 0) + x - (layout[other] ?? 0);
    const dy = (layout[own + 1] ?? 0) + y - (layout[other + 1] ?? 0);
    const dz = dimensions === 3 ? (layout[own + 2] ?? 0) + z - (layout[other + 2] ?? 0) : 0;
    sum += weight * Math.sqrt(dx * dx + dy * dy + dz * dz);
  }
  return sum;
}
