import { GraphBuilder } from '../../../scripts/onnx/graph.ts';
import { tokensOf, type ClipShape, type ClipWeights } from './weights.ts';

const EPSILON = { epsilon: { float: 1e-5 } };

/** How matrices are stored: as they are, or as 8-bit integers with activations quantised while it runs. */
export type Quantisation = 'fp32' | 'dynamic-int8';

/**
 * A CLIP image encoder as ONNX: `pixel_values` [n, 3, size, size] float32 to `image_embeds` [n, projection],
 * not normalised. Operators as in the exports that the hub has: pre-norm blocks and QuickGELU (CLIP's model.py).
 */
export function visionModel(
  shape: ClipShape,
  weights: ClipWeights,
  quantisation: Quantisation = 'fp32',
): Uint8Array {
  const writer = new ClipWriter(shape, weights, quantisation);
  const { graph } = writer;
  const { size, patch } = shape.image ?? { size: 0, patch: 0 };
  const { width } = shape;
  graph.node('Conv', ['pixel_values', writer.weight('patches')], 'patched', {
    kernel_shape: [patch, patch],
    strides: [patch, patch],
  });
  graph.node('Reshape', ['patched', writer.sizes('patched.shape', [0, width, -1])], 'flat');
  graph.node('Transpose', ['flat'], 'tokens', { perm: [0, 2, 1] });
  // The class token once for each image: its zeros take the batch's size.
  graph.node('ReduceMean', ['tokens'], 'mean', { axes: [1], keepdims: 1 });
  graph.node('Mul', ['mean', writer.numbers('zero', [1], [0])], 'none');
  graph.node('Add', ['none', writer.weight('class')], 'classes');
  graph.node('Concat', ['classes', 'tokens'], 'all', { axis: 1 });
  graph.node('Add', ['all', writer.weight('positions')], 'placed');
  const blocks = writer.blocks(writer.norm('placed', 'before'), undefined);
  graph.node('Gather', [blocks, writer.sizes('first', [0], [])], 'pooled', { axis: 1 });
  return writer.encode('pooled', 'image_embeds', {
    name: 'pixel_values',
    type: 'float32',
    dims: [3, size, size],
  });
}

/**
 * A CLIP text encoder as ONNX: `input_ids` [n, context] int64 to `text_embeds` [n, projection]. A row is read
 * at its highest token, which in CLIP's vocabulary is the end of the text.
 */
export function textModel(
  shape: ClipShape,
  weights: ClipWeights,
  quantisation: Quantisation = 'fp32',
): Uint8Array {
  const writer = new ClipWriter(shape, weights, quantisation);
  const { graph } = writer;
  const context = tokensOf(shape);
  graph.node('Gather', [writer.weight('words'), 'input_ids'], 'words_of');
  graph.node('Add', ['words_of', writer.weight('positions')], 'placed');
  const blocks = writer.blocks('placed', writer.numbers('mask', [context, context], causalMask(context)));
  graph.node('ArgMax', ['input_ids'], 'end', { axis: 1, keepdims: 1 });
  graph.nodeOf('GatherND', [blocks, 'end'], ['pooled'], { batch_dims: 1 });
  return writer.encode('pooled', 'text_embeds', { name: 'input_ids', type: 'int64', dims: [context] });
}

/** 0 where a token may look (at itself and back), very negative where it may not. */
export function causalMask(context: number): number[] {
  const at = (index: number): number => (index % context <= Math.floor(index / context) ? 0 : -1e9);
  return Array.from({ length: context * context }, (_, index) => at(index));
}

class ClipWriter {
  readonly graph = new GraphBuilder(17);
  readonly #shape: ClipShape;
  readonly #weights: ClipWeights;
  readonly #quantisation: Quantisation;

  constructor(shape: ClipShape, weights: ClipWeights, quantisation: Quantisation) {
    this.#shape = shape;
    this.#weights = weights;
    this.#quantisation = quantisation;
  }

  weight(name: string): string {
    const { dims, data } = this.#of(name);
    return this.graph.constant(name, dims, data);
  }

  numbers(name: string, dims: readonly number[], values: readonly number[]): string {
    return this.graph.constant(name, dims, Float32Array.from(values));
  }

  sizes(name: string, values: readonly number[], dims: readonly number[] = [values.length]): string {
    return this.graph.constant(name, dims, BigInt64Array.from(values, BigInt));
  }

  norm(input: string, name: string): string {
    const parameters = [this.weight(`${name}.gain`), this.weight(`${name}.bias`)];
    return this.graph.node('LayerNormalization', [input, ...parameters], `${name}.out`, EPSILON);
  }

  /** All layers over [n, tokens, width]. */
  blocks(input: string, mask: string | undefined): string {
    this.numbers('gelu', [1], [1.702]);
    this.numbers('scale', [1], [1 / Math.sqrt(this.#shape.width / this.#shape.heads)]);
    this.sizes('split', [0, 0, this.#shape.heads, -1]);
    this.sizes('join', [0, 0, this.#shape.width]);
    let at = input;
    for (let layer = 0; layer < this.#shape.layers; layer++) at = this.#block(at, `layer${layer}`, mask);
    return at;
  }

  encode(pooled: string, output: string, input: Parameters<GraphBuilder['encode']>[0]): Uint8Array {
    this.#matMul(this.norm(pooled, 'after'), 'projection', output);
    const dims = [this.#shape.projection];
    return this.graph.encode(input, { name: output, type: 'float32', dims }, 'lexiclip-tests');
  }

  #block(input: string, name: string, mask: string | undefined): string {
    const { graph } = this;
    const normed = this.norm(input, `${name}.norm1`);
    const [query, key, value] = (['query', 'key', 'value'] as const).map((part) => {
      const wide = this.#linear(normed, `${name}.${part}`);
      graph.node('Reshape', [wide, 'split'], `${wide}.heads`);
      const perm = part === 'key' ? [0, 2, 3, 1] : [0, 2, 1, 3];
      return graph.node('Transpose', [`${wide}.heads`], `${wide}.split`, { perm });
    });
    graph.node('Mul', [query ?? '', 'scale'], `${name}.scaled`);
    let scores = graph.node('MatMul', [`${name}.scaled`, key ?? ''], `${name}.scores`);
    if (mask !== undefined) scores = graph.node('Add', [scores, mask], `${name}.masked`);
    graph.node('Softmax', [scores], `${name}.attention`, { axis: -1 });
    graph.node('MatMul', [`${name}.attention`, value ?? ''], `${name}.mixed`);
    graph.node('Transpose', [`${name}.mixed`], `${name}.together`, { perm: [0, 2, 1, 3] });
    graph.node('Reshape', [`${name}.together`, 'join'], `${name}.joined`);
    const attended = this.#linear(`${name}.joined`, `${name}.out`);
    const half = graph.node('Add', [input, attended], `${name}.half`);
    const wide = this.#linear(this.norm(half, `${name}.norm2`), `${name}.widen`);
    graph.node('Mul', [wide, 'gelu'], `${wide}.gelu`);
    graph.node('Sigmoid', [`${wide}.gelu`], `${wide}.gate`);
    graph.node('Mul', [wide, `${wide}.gate`], `${wide}.active`);
    return graph.node('Add', [half, this.#linear(`${wide}.active`, `${name}.narrow`)], `${name}.end`);
  }

  #linear(input: string, name: string): string {
    const product = this.#matMul(input, `${name}.weight`, `${name}.product`);
    return this.graph.node('Add', [product, this.weight(`${name}.bias`)], `${name}.sum`);
  }

  /** As onnxruntime's `quantize_dynamic` writes it: symmetric weights, activations measured while it runs. */
  #matMul(input: string, name: string, output: string): string {
    const { graph } = this;
    if (this.#quantisation === 'fp32') return graph.node('MatMul', [input, this.weight(name)], output);
    const { dims, data } = this.#of(name);
    let largest = 0;
    for (const value of data) largest = Math.max(largest, Math.abs(value));
    const quantised = new Int8Array(data.length);
    for (let at = 0; at < data.length; at++) quantised[at] = Math.round(((data[at] ?? 0) / largest) * 127);
    const weight = graph.constant(`${name}.int8`, dims, quantised);
    const zero = graph.constant(`${name}.zero`, [], Int8Array.of(0));
    const [levels, scale, zeroPoint] = ['levels', 'scale', 'zero'].map((part) => `${output}.${part}`) as [
      string,
      string,
      string,
    ];
    graph.nodeOf('DynamicQuantizeLinear', [input], [levels, scale, zeroPoint]);
    graph.node('MatMulInteger', [levels, weight, zeroPoint, zero], `${output}.int32`);
    graph.node('Cast', [`${output}.int32`], `${output}.float`, { to: 1 });
    graph.node('Mul', [scale, this.numbers(`${name}.scale`, [], [largest / 127])], `${output}.scales`);
    return graph.node('Mul', [`${output}.float`, `${output}.scales`], output);
  }

  #of(name: string): { readonly dims: readonly number[]; readonly data: Float32Array } {
    const found = this.#weights.get(name);
    if (found === undefined) throw new Error(`no weight is called ${name}`);
    return found;
  }
}
