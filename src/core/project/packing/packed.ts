import type { NeighbourGraph } from '../../collection/neighbour-graph.ts';
import { isPlaced } from '../start.ts';
import { arrange } from './arrange.ts';
import { directionsOf, hullOf, type Direction } from './hull.ts';
import { joinedPieces, middleOf, type Piece } from './pieces.ts';
import { pullsOf } from './pulls.ts';
import { tiedParts } from './tied-parts.ts';
import { typicalEdge } from './typical-edge.ts';

/** In large maps there is at least room for such a part of all points. */
const OF_ALL = 0.004;
/** Gaps that are so many times wider than they are to be are closed: then what was packed stays as it is. */
const SLACK = 1.5;
/** A piece of as many points has the whole gap around it; smaller ones need less, lone points a third. */
const WHOLE = 10;
/** Where there are more pieces, only wider gaps are closed. */
const MOST_PIECES = 100;

/** A map is packed where that takes as much of its width. */
const LEAST_GAIN = 0.05;
/** Pieces of a map that is refitted are apart from so much of the gap on: those that were packed are told apart again. */
const REFITTED = 0.5;

/**
 * A map whose far parts are pushed together. UMAP and t-SNE drive apart what no edge, or only a faint one, ties
 * together, without end: such a distance says nothing, and makes all else small. Each part, or piece, moves as a whole, so
 * all distances within it stay; the largest piece stays where it is.
 *
 * Pieces are what lies further apart than the gap: components of the neighbour graph that have drifted off, and points
 * or groups that only long edges hold (`tiedParts`, `joinedPieces`). They are placed like circles in front-chain packing
 * (Wang et al., 2006, "Visualization of large hierarchical data by circle packing"), the largest first, each where it
 * touches others; but as convex shapes, and where it is nearest to its neighbours in the graph (`arrange`). A map that has no
 * wide gaps, as one that is packed, is returned as it is.
 *
 * Of a map that is refitted, pieces come back to where they were, which their engine would push apart again; pieces of
 * new points alone are placed around them.
 * @param layout Row-major [n, dimensions].
 * @param room How wide gaps are to be: as a square, or cube, in which so many points have their usual place.
 * @param before Where points were on the map that is refitted, NaN for new ones.
 */
export function packed(
  layout: Float32Array,
  dimensions: number,
  graph: NeighbourGraph,
  room: number,
  before?: Float64Array,
): Float32Array {
  const places = Math.max(room, OF_ALL * graph.count);
  const gap = typicalEdge(layout, dimensions, graph) * places ** (1 / dimensions);
  // Of points that coincide, or are not finite, nothing can be said.
  if (!(gap > 0) || !layout.every(Number.isFinite)) return layout;
  const directions = directionsOf(dimensions);
  const found = piecesApart(layout, directions, graph, gap, before === undefined ? SLACK : REFITTED);
  if (found.pieces.length < 2) return layout;
  const settled = settledPieces(found.pieces, layout, dimensions, before);
  const pieces = [...settled.keys(), ...found.pieces.filter((piece) => !settled.has(piece))];
  const pieceOf = new Int32Array(graph.count);
  for (const [number, { rows }] of pieces.entries()) for (const row of rows) pieceOf[row] = number;
  const margin = (one: Piece, other: Piece): number =>
    found.gap * Math.min(1, Math.sqrt(Math.min(one.rows.length, other.rows.length) / WHOLE));
  const pulls = pullsOf(pieces.length, pieceOf, graph);
  const together = layout.slice();
  arrange(together, { pieces, settled, pieceOf, pulls, directions, margin });
  const gained = 1 - widthOf(together, directions) / widthOf(layout, directions);
  return before !== undefined || gained >= LEAST_GAIN ? together : layout;
}

/** Of all points, in the mean of the directions. */
function widthOf(layout: Float32Array, directions: readonly Direction[]): number {
  const rows = Array.from({ length: layout.length / (directions[0]?.length ?? 2) }, (_, row) => row);
  const hull = hullOf(layout, rows, directions);
  return (2 * hull.reduce((sum, reach) => sum + reach, 0)) / hull.length;
}

/** The pieces, and the gap that is to be between them: the wider, the fewer they are. */
function piecesApart(
  layout: Float32Array,
  directions: readonly Direction[],
  graph: NeighbourGraph,
  gap: number,
  slack: number,
): { readonly pieces: readonly Piece[]; readonly gap: number } {
  const parts = tiedParts(layout, directions[0]?.length ?? 2, graph, slack * gap);
  const pieces = joinedPieces(layout, parts, directions, slack * gap, MOST_PIECES);
  return pieces === undefined ? piecesApart(layout, directions, graph, 2 * gap, slack) : { pieces, gap };
}

/** How far those pieces move whose place is known: back to where the middle of their points was; else the largest stays. */
function settledPieces(
  pieces: readonly Piece[],
  layout: Float32Array,
  dimensions: number,
  before: Float64Array | undefined,
): Map<Piece, readonly number[]> {
  const settled = new Map<Piece, readonly number[]>();
  for (const piece of pieces) {
    const known = piece.rows.filter((row) => before !== undefined && isPlaced(before, row, dimensions));
    if (before === undefined || known.length === 0) continue;
    const now = middleOf(layout, known, dimensions);
    // A flat map says nothing of the third axis.
    const then = middleOf(before, known, dimensions).map((at, axis) =>
      Number.isFinite(at) ? at : (now[axis] ?? 0),
    );
    settled.set(
      piece,
      then.map((at, axis) => at - (now[axis] ?? 0)),
    );
  }
  const [largest] = pieces;
  if (settled.size === 0 && largest !== undefined)
    settled.set(largest, new Array<number>(dimensions).fill(0));
  return settled;
}
