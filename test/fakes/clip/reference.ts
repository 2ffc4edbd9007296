import { causalMask } from './model.ts';
import { tokensOf, type ClipShape, type ClipWeights } from './weights.ts';

/*
 * CLIP's transformers written out in plain loops over float64, after OpenAI's model.py: slow, and with nothing
 * in common with the graphs that are compared with it but the weights.
 */

/** [rows, columns], row-major. */
interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** The vector, [projection], of one image's normalised pixels, [3, size, size]. */
export function referenceImageVector(
  shape: ClipShape,
  weights: ClipWeights,
  pixels: ArrayLike<number>,
): Float64Array {
  const { size, patch } = shape.image ?? { size: 0, patch: 1 };
  const read = reader(weights);
  const [kernel, classToken] = [read('patches'), read('class')];
  const side = size / patch;
  const tokens = zeros(side * side + 1, shape.width);
  tokens.data.set(classToken, 0);
  for (let at = 0; at < side * side; at++) {
    const [top, left] = [Math.floor(at / side) * patch, (at % side) * patch];
    for (let out = 0; out < shape.width; out++) {
      let sum = 0;
      for (let channel = 0; channel < 3; channel++)
        for (let y = 0; y < patch; y++)
          for (let x = 0; x < patch; x++)
            sum +=
              (pixels[(channel * size + top + y) * size + left + x] ?? 0) *
              (kernel[((out * 3 + channel) * patch + y) * patch + x] ?? 0);
      tokens.data[(at + 1) * shape.width + out] = sum;
    }
  }
  const placed = norm(add(tokens, read('positions')), read('before.gain'), read('before.bias'));
  return project(shape, read, blocks(shape, read, placed), 0);
}

/** The vector, [projection], of one text's tokens, [context]. */
export function referenceTextVector(
  shape: ClipShape,
  weights: ClipWeights,
  ids: readonly number[],
): Float64Array {
  const read = reader(weights);
  const words = read('words');
  const tokens = zeros(ids.length, shape.width);
  ids.forEach((id, row) => {
    for (let at = 0; at < shape.width; at++)
      tokens.data[row * shape.width + at] = words[id * shape.width + at] ?? 0;
  });
  const placed = add(tokens, read('positions'));
  const end = ids.indexOf(Math.max(...ids));
  return project(shape, read, blocks(shape, read, placed, causalMask(tokensOf(shape))), end);
}

type Read = (name: string) => ArrayLike<number>;

function reader(weights: ClipWeights): Read {
  return (name) => {
    const found = weights.get(name);
    if (found === undefined) throw new Error(`no weight is called ${name}`);
    return found.data;
  };
}

function blocks(shape: ClipShape, read: Read, input: Matrix, mask?: readonly number[]): Matrix {
  let at = input;
  for (let layer = 0; layer < shape.layers; layer++) {
    const name = `layer${layer}`;
    const linear = (from: Matrix, part: string, outputs: number): Matrix =>
      add(multiply(from, read(`${name}.${part}.weight`), outputs), read(`${name}.${part}.bias`));
    const normed = norm(at, read(`${name}.norm1.gain`), read(`${name}.norm1.bias`));
    const [query, key, value] = [
      linear(normed, 'query', shape.width),
      linear(normed, 'key', shape.width),
      linear(normed, 'value', shape.width),
    ];
    const attended = linear(attention(shape.heads, query, key, value, mask), 'out', shape.width);
    const half = add(at, attended.data);
    const again = norm(half, read(`${name}.norm2.gain`), read(`${name}.norm2.bias`));
    const wide = linear(again, 'widen', 4 * shape.width);
    const active = { ...wide, data: wide.data.map((x) => x / (1 + Math.exp(-1.702 * x))) };
    at = add(half, linear(active, 'narrow', shape.width).data);
  }
  return at;
}

function attention(
  heads: number,
  query: Matrix,
  key: Matrix,
  value: Matrix,
  mask: readonly number[] | undefined,
): Matrix {
  const { rows, columns } = query;
  const width = columns / heads;
  const mixed = zeros(rows, columns);
  for (let head = 0; head < heads; head++) {
    for (let row = 0; row < rows; row++) {
      const scores = Array.from({ length: rows }, (_, other) => {
        let dot = 0;
        for (let at = head * width; at < (head + 1) * width; at++)
          dot += (query.data[row * columns + at] ?? 0) * (key.data[other * columns + at] ?? 0);
        return dot / Math.sqrt(width) + (mask?.[row * rows + other] ?? 0);
      });
      const highest = Math.max(...scores);
      const powers = scores.map((score) => Math.exp(score - highest));
      const total = powers.reduce((sum, power) => sum + power, 0);
      powers.forEach((power, other) => {
        for (let at = head * width; at < (head + 1) * width; at++)
          mixed.data[row * columns + at] =
            (mixed.data[row * columns + at] ?? 0) + (power / total) * (value.data[other * columns + at] ?? 0);
      });
    }
  }
  return mixed;
}

function project(shape: ClipShape, read: Read, tokens: Matrix, row: number): Float64Array {
  const data = tokens.data.slice(row * tokens.columns, (row + 1) * tokens.columns);
  const pooled = norm({ rows: 1, columns: tokens.columns, data }, read('after.gain'), read('after.bias'));
  return multiply(pooled, read('projection'), shape.projection).data;
}

function zeros(rows: number, columns: number): Matrix {
  return { rows, columns, data: new Float64Array(rows * columns) };
}

function multiply({ rows, columns, data }: Matrix, matrix: ArrayLike<number>, outputs: number): Matrix {
  const product = zeros(rows, outputs);
  for (let row = 0; row < rows; row++)
    for (let at = 0; at < columns; at++)
      for (let out = 0; out < outputs; out++)
        product.data[row * outputs + out] =
          (product.data[row * outputs + out] ?? 0) +
          (data[row * columns + at] ?? 0) * (matrix[at * outputs + out] ?? 0);
  return product;
}

/** Adds a matrix of the same size, or one row to each row. */
function add({ rows, columns, data }: Matrix, other: ArrayLike<number>): Matrix {
  return { rows, columns, data: data.map((value, at) => value + (other[at % other.length] ?? 0)) };
}

function norm({ rows, columns, data }: Matrix, gain: ArrayLike<number>, bias: ArrayLike<number>): Matrix {
  const normed = zeros(rows, columns);
  for (let row = 0; row < rows; row++) {
    const values = data.subarray(row * columns, (row + 1) * columns);
    const mean = values.reduce((sum, value) => sum + value, 0) / columns;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / columns;
    for (let at = 0; at < columns; at++)
      normed.data[row * columns + at] =
        (((values[at] ?? 0) - mean) / Math.sqrt(variance + 1e-5)) * (gain[at] ?? 0) + (bias[at] ?? 0);
  }
  return normed;
}
