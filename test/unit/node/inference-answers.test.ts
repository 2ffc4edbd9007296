import { describe, expect, it } from 'vitest';
import { readMetadata, readOutput } from '../../../src/node/inference/inference-answers.ts';

const values = Float32Array.of(1, 2, 3, 4, 5, 6);

/** An answer with a binary tensor; `change` makes it what it should not be. */
function answer(change: object = {}, tail: Uint8Array = new Uint8Array(values.buffer)): [Buffer, number] {
  const parameters = { binary_data_size: 24 };
  const output = { name: 'image_embeds', datatype: 'FP32', shape: [2, 3], parameters, ...change };
  const head = Buffer.from(JSON.stringify({ outputs: [output] }));
  return [Buffer.concat([head, tail]), head.length];
}

describe('the output of an inference', () => {
  it('is read from bytes or numbers', () => {
    const read = { shape: [2, 3], data: values };
    expect(readOutput(...answer(), 'image_embeds')).toEqual(read);
    const json = answer({ parameters: undefined, data: [...values] }, new Uint8Array());
    expect(readOutput(...json, 'image_embeds')).toEqual(read);
  });

  it.each<[string, [Buffer, number], string]>([
    ['bytes that are not there', answer({ parameters: { binary_data_size: 28 } }), 'shorter than it says'],
    ['a size below nothing', answer({ parameters: { binary_data_size: -4 } }), 'not that of an inference'],
    ['half a number', answer({ parameters: { binary_data_size: 23 } }), 'no whole FP32 numbers'],
    ['a shape of other numbers', answer({ shape: [2, 4] }), 'its output is [2, 4] and has 6 numbers'],
    ['a shape without an end', answer({ shape: [2, -1] }), 'its output is [2, -1]'],
    ['a shape of fractions', answer({ shape: [1.5, 4] }), 'not that of an inference'],
    ['a shape of everything', answer({ shape: [1e300] }), 'not that of an inference'],
    ['numbers that are none', answer({}, Buffer.alloc(24, 0xff)), 'not finite'],
    ['another name', answer({ name: 'logits' }), 'no FP32 output “image_embeds”'],
    ['JSON longer than the answer', [answer()[0], 1e6], 'not that of an inference'],
    ['JSON of no length', [answer()[0], NaN], 'not that of an inference'],
  ])('is refused with %s', (_what, [bytes, length], problem) =>
    expect(readOutput(bytes, length, 'image_embeds')).toContain(problem),
  );

  it('is refused with more dimensions than any model has', () => {
    const data = new Float32Array(70_000);
    const size = { shape: [1, 70_000], parameters: { binary_data_size: data.byteLength } };
    expect(readOutput(...answer(size, new Uint8Array(data.buffer)), 'image_embeds')).toContain('[1, 70000]');
  });
});

describe('the metadata of a model', () => {
  const metadata = { name: 'clip', inputs: [{ name: 'x', datatype: 'FP32', shape: [-1, 3] }], outputs: [] };
  const read = (value: object): unknown => readMetadata(Buffer.from(JSON.stringify(value)));

  it('is read', () => expect(read({ ...metadata, platform: 'onnx' })).toEqual(metadata));

  it.each([
    ['a name without end', { ...metadata, name: 'x'.repeat(1000) }],
    ['shapes without end', { ...metadata, inputs: [{ ...metadata.inputs[0], shape: Array(9).fill(1) }] }],
    ['inputs without end', { ...metadata, inputs: Array(65).fill(metadata.inputs[0]) }],
  ])('is refused with %s', (_what, value) => expect(read(value)).toBeUndefined());
});
