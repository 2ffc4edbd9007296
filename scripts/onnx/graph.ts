import onnxProto from 'onnx-proto';

const { onnx } = onnxProto;
const { FLOAT, INT8, UINT8, INT64 } = onnx.TensorProto.DataType;
const { INT, INTS, FLOAT: FLOAT_ATTRIBUTE } = onnx.AttributeProto.AttributeType;

/** The file format's version of 2022 (onnx 1.12), which every onnxruntime of today reads. */
const IR_VERSION = 8;

const elementTypes = { float32: FLOAT, int64: INT64 } as const;

/** A graph's input or output: its name, its element type, and its dimensions behind the free first one. */
export interface Value {
  readonly name: string;
  readonly type: keyof typeof elementTypes;
  readonly dims: readonly number[];
}

type Attribute = number | readonly number[] | { readonly float: number };
type TensorData = Float32Array | Int8Array | Uint8Array | BigInt64Array;

/** Writes an ONNX graph node by node. Each node's output carries the name that is given. */
export class GraphBuilder {
  readonly #opset: number;
  readonly #nodes: onnxProto.onnx.INodeProto[] = [];
  readonly #constants: onnxProto.onnx.ITensorProto[] = [];

  /** @param opset 13 has all that a convolutional network needs; LayerNormalization is in 17. */
  constructor(opset = 13) {
    this.#opset = opset;
  }

  constant(name: string, dims: readonly number[], data: TensorData): string {
    const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.#constants.push({ name, dims: [...dims], dataType: dataTypeOf(data), rawData });
    return name;
  }

  /** A node with one output. */
  node(
    opType: string,
    input: readonly string[],
    output: string,
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string {
    this.nodeOf(opType, input, [output], attributes);
    return output;
  }

  /** A node with several outputs. */
  nodeOf(
    opType: string,
    input: readonly string[],
    output: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): void {
    const attribute = Object.entries(attributes).map(([name, value]) => attributeOf(name, value));
    this.#nodes.push({ name: output[0] ?? '', opType, input: [...input], output: [...output], attribute });
  }

  /** The model's bytes. The first dimension of input and output is free. */
  encode(input: Value, output: Value, producer: string): Uint8Array {
    const model = onnx.ModelProto.create({
      irVersion: IR_VERSION,
      producerName: producer,
      opsetImport: [{ domain: '', version: this.#opset }],
      graph: {
        name: producer,
        node: this.#nodes,
        initializer: this.#constants,
        input: [valueInfo(input)],
        output: [valueInfo(output)],
      },
    });
    return onnx.ModelProto.encode(model).finish();
  }
}

function attributeOf(name: string, value: Attribute): onnxProto.onnx.IAttributeProto {
  if (typeof value === 'number') return { name, type: INT, i: value };
  if ('float' in value) return { name, type: FLOAT_ATTRIBUTE, f: value.float };
  return { name, type: INTS, ints: [...value] };
}

function dataTypeOf(data: TensorData): number {
  if (data instanceof Float32Array) return FLOAT;
  if (data instanceof Int8Array) return INT8;
  return data instanceof Uint8Array ? UINT8 : INT64;
}

function valueInfo({ name, type, dims }: Value): onnxProto.onnx.IValueInfoProto {
  const dim = [{ dimParam: 'batch' }, ...dims.map((dimValue) => ({ dimValue }))];
  return { name, type: { tensorType: { elemType: elementTypes[type], shape: { dim } } } };
}
