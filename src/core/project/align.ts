/** Newton's iteration for the orthogonal factor converges quadratically (Higham, 1986). */
const STEPS = 30;

/**
 * Turns, mirrors, scales and shifts a layout so that its points come as near as can be to where they were
 * (Procrustes; Schönemann and Carroll, 1970). Who is near whom stays; a t-SNE map grows with each iteration, which
 * the scale undoes.
 * @param layout Row-major [n, dimensions].
 * @param before The same points' places before, NaN for those that had none.
 */
export function aligned(layout: Float64Array, before: Float64Array, dimensions: number): Float64Array {
  const rows: number[] = [];
  for (let row = 0; row < layout.length / dimensions; row++)
    if (Number.isFinite(before[row * dimensions])) rows.push(row);
  if (rows.length < 2) return layout;
  const [from, to] = [meanOf(layout, rows, dimensions), meanOf(before, rows, dimensions)];
  const axes = Array.from({ length: dimensions }, (_, axis) => axis);
  const now = (row: number, a: number): number => (layout[row * dimensions + a] ?? 0) - (from[a] ?? 0);
  const then = (row: number, b: number): number => (before[row * dimensions + b] ?? 0) - (to[b] ?? 0);
  const cross = axes.map((a) =>
    axes.map((b) => rows.reduce((sum, row) => sum + now(row, a) * then(row, b), 0)),
  );
  const turn = orthogonalFactor(cross);
  if (turn === undefined) return layout;
  const size = rows.reduce((sum, row) => axes.reduce((total, a) => total + now(row, a) ** 2, sum), 0);
  const shared = axes.flatMap((a) => axes.map((b) => (turn[a]?.[b] ?? 0) * (cross[a]?.[b] ?? 0)));
  const scale = shared.reduce((sum, part) => sum + part, 0) / size;
  return Float64Array.from(layout, (_, at) => {
    const [row, b] = [Math.floor(at / dimensions), at % dimensions];
    const turned = axes.reduce((sum, a) => sum + now(row, a) * (turn[a]?.[b] ?? 0), 0);
    return (to[b] ?? 0) + scale * turned;
  });
}

function meanOf(layout: Float64Array, rows: readonly number[], dimensions: number): number[] {
  return Array.from(
    { length: dimensions },
    (_, axis) => rows.reduce((sum, row) => sum + (layout[row * dimensions + axis] ?? 0), 0) / rows.length,
  );
}

/** The orthogonal matrix of a polar decomposition; undefined where it is not determined (points on a line). */
function orthogonalFactor(matrix: readonly (readonly number[])[]): number[][] | undefined {
  const size = Math.max(...matrix.flat().map(Math.abs));
  let factor = matrix.map((row) => row.map((value) => value / size));
  for (let step = 0; step < STEPS; step++) {
    const inverse = inverseOf(factor);
    if (inverse === undefined) return undefined;
    factor = factor.map((row, a) => row.map((value, b) => (value + (inverse[b]?.[a] ?? 0)) / 2));
  }
  return factor;
}

/** Gauss and Jordan's, with pivots; undefined for a singular matrix. */
function inverseOf(matrix: readonly (readonly number[])[]): number[][] | undefined {
  const size = matrix.length;
  const rows = matrix.map((row, a) => [...row, ...row.map((_, b) => (a === b ? 1 : 0))]);
  for (let column = 0; column < size; column++) {
    const pivot = rows
      .slice(column)
      .reduce((best, row) => (Math.abs(row[column] ?? 0) > Math.abs(best[column] ?? 0) ? row : best));
    const scale = pivot[column] ?? 0;
    if (!(Math.abs(scale) > 1e-12)) return undefined;
    rows.splice(rows.indexOf(pivot), 1, rows[column] ?? []);
    rows[column] = pivot.map((value) => value / scale);
    rows.forEach((row, a) => {
      const factor = row[column] ?? 0;
      if (a !== column) rows[a] = row.map((value, b) => value - factor * (rows[column]?.[b] ?? 0));
    });
  }
  return rows.map((row) => row.slice(size));
}
