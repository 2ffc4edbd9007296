/** The rows with the highest scores, highest first; of equal ones, the first rows. At most `limit`. */
export function highest(scores: Float64Array, limit: number): number[] {
  const rows: number[] = [];
  let least = -Infinity;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] ?? NaN;
    if (rows.length >= limit && !(score > least)) continue;
    let at = rows.length;
    while (at > 0 && (scores[rows[at - 1] ?? 0] ?? 0) < score) at--;
    rows.splice(at, 0, row);
    if (rows.length > limit) rows.pop();
    least = scores[rows.at(-1) ?? 0] ?? -Infinity;
  }
  return rows;
}
