import onnxProto from 'onnx-proto';
import { expect, it } from 'vitest';
import { PRODUCT_MODEL } from '../../../src/workers/inference/product.ts';

it('is one Gemm of a matrix with the transpose of another, in opset 13', () => {
  const { graph, opsetImport } = onnxProto.onnx.ModelProto.decode(Buffer.from(PRODUCT_MODEL, 'base64'));
  expect(opsetImport.map(({ version }) => Number(version))).toEqual([13]);
  expect(graph?.node?.map(({ opType, input, output }) => [opType, input, output])).toEqual([
    ['Gemm', ['a', 'b'], ['y']],
  ]);
  expect(graph?.node?.[0]?.attribute?.map(({ name, i }) => [name, Number(i)])).toEqual([['transB', 1]]);
  expect(graph?.input?.map(({ name }) => name)).toEqual(['a', 'b']);
});
