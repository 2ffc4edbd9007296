import onnxProto from 'onnx-proto';
import { expect, it } from 'vitest';
import { PROBE_MODEL } from '../../../src/workers/inference/probe.ts';

it('is one Relu over one float, in opset 13', () => {
  const { graph, opsetImport } = onnxProto.onnx.ModelProto.decode(Buffer.from(PROBE_MODEL, 'base64'));
  expect(opsetImport.map(({ version }) => Number(version))).toEqual([13]);
  expect(graph?.node?.map(({ opType, input, output }) => [opType, input, output])).toEqual([
    ['Relu', ['x'], ['y']],
  ]);
  expect(graph?.input?.map(({ name }) => name)).toEqual(['x']);
});
