/** A sparse symmetric matrix, row by row, columns ascending. */
export interface SparseMatrix {
  readonly count: number;
  /** [count + 1]: where each row begins. */
  readonly offsets: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/**
 * The symmetric matrix of a directed neighbour graph's weights: an element is `combine` of the weights in both
 * directions, 0 for a direction that is not there; elements of 0 are left out.
 * @param indices Row-major [count, stride]; the first `k` of each row count.
 * @param weights Row-major [count, k].
 */
export function symmetrised(
  { count, indices, stride, k }: { count: number; indices: Int32Array; stride: number; k: number },
  weights: Float32Array,
  combine: (there: number, back: number) => number,
): SparseMatrix {
  const own = sortedRows(count, indices, stride, k, weights);
  const back = transposed(count, k, own);
  const offsets = new Int32Array(count + 1);
  const columns = new Int32Array(2 * count * k);
  const values = new Float32Array(2 * count * k);
  let end = 0;
  for (let row = 0; row < count; row++) {
    let here = row * k;
    let there = back.offsets[row] ?? 0;
    const [hereEnd, thereEnd] = [here + k, back.offsets[row + 1] ?? 0];
    while (here < hereEnd || there < thereEnd) {
      const column = here < hereEnd ? (own.columns[here] ?? 0) : count;
      const other = there < thereEnd ? (back.columns[there] ?? 0) : count;
      const to = column <= other ? (own.values[here++] ?? 0) : 0;
      const fro = other <= column ? (back.values[there++] ?? 0) : 0;
      const value = combine(to, fro);
      if (value === 0) continue;
      columns[end] = Math.min(column, other);
      values[end++] = value;
    }
    offsets[row + 1] = end;
  }
  return { count, offsets, columns: columns.slice(0, end), values: values.slice(0, end) };
}

interface Rows {
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

function sortedRows(
  count: number,
  indices: Int32Array,
  stride: number,
  k: number,
  weights: Float32Array,
): Rows {
  const columns = new Int32Array(count * k);
  const values = new Float32Array(count * k);
  // A column and its place in one number, so that a numeric sort takes the place along.
  const keys = new Float64Array(k);
  for (let row = 0; row < count; row++) {
    for (let at = 0; at < k; at++) keys[at] = (indices[row * stride + at] ?? 0) * k + at;
    keys.sort();
    for (let at = 0; at < k; at++) {
      const key = keys[at] ?? 0;
      columns[row * k + at] = Math.floor(key / k);
      values[row * k + at] = weights[row * k + (key % k)] ?? 0;
    }
  }
  return { columns, values };
}

function transposed(count: number, k: number, { columns, values }: Rows): Rows & { offsets: Int32Array } {
  const offsets = new Int32Array(count + 1);
  for (const column of columns) offsets[column + 1] = (offsets[column + 1] ?? 0) + 1;
  for (let row = 0; row < count; row++) offsets[row + 1] = (offsets[row + 1] ?? 0) + (offsets[row] ?? 0);
  const next = offsets.slice(0, count);
  const rows = { columns: new Int32Array(count * k), values: new Float32Array(count * k) };
  for (let at = 0; at < count * k; at++) {
    const column = columns[at] ?? 0;
    const place = next[column] ?? 0;
    next[column] = place + 1;
    rows.columns[place] = Math.floor(at / k);
    rows.values[place] = values[at] ?? 0;
  }
  return { ...rows, offsets };
}
