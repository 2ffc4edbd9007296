import onnxProto from 'onnx-proto';

const { onnx } = onnxProto;
const { FLOAT } = onnx.TensorProto.DataType;
const { INT, INTS } = onnx.AttributeProto.AttributeType;

/** The file format's version of 2022 (onnx 1.12), which every onnxruntime of today reads. */
const IR_VERSION = 8;
const OPSET = 13;

/** Writes an ONNX graph node by node. Each node's output carries the name that is given. */
export class GraphBuilder {
  readonly #nodes: onnxProto.onnx.INodeProto[] = [];
  readonly #constants: onnxProto.onnx.ITensorProto[] = [];

  constant(name: string, dims: readonly number[], data: Float32Array): string {
    const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.#constants.push({ name, dims: [...dims], dataType: FLOAT, rawData });
    return name;
  }

  node(
    opType: string,
    input: readonly string[],
    output: string,
    attributes: Readonly<Record<string, number | readonly number[]>> = {},
  ): string {
    const attribute = Object.entries(attributes).map(([name, value]) =>
      typeof value === 'number' ? { name, type: INT, i: value } : { name, type: INTS, ints: [...value] },
    );
    this.#nodes.push({ name: output, opType, input: [...input], output: [output], attribute });
    return output;
  }

  /** The model's bytes. The first dimension of input and output is free. */
  encode(
    input: readonly [string, readonly number[]],
    output: readonly [string, readonly number[]],
    producer: string,
  ): Uint8Array {
    const model = onnx.ModelProto.create({
      irVersion: IR_VERSION,
      producerName: producer,
      opsetImport: [{ domain: '', version: OPSET }],
      graph: {
        name: producer,
        node: this.#nodes,
        initializer: this.#constants,
        input: [valueInfo(...input)],
        output: [valueInfo(...output)],
      },
    });
    return onnx.ModelProto.encode(model).finish();
  }
}

function valueInfo(name: string, dims: readonly number[]): onnxProto.onnx.IValueInfoProto {
  const dim = [{ dimParam: 'batch' }, ...dims.map((dimValue) => ({ dimValue }))];
  return { name, type: { tensorType: { elemType: FLOAT, shape: { dim } } } };
}
