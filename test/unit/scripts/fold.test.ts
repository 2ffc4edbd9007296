import { expect, it } from 'vitest';
import { foldBatchNorm, reverseInputs } from '../../../scripts/stand-in/fold.ts';

/* One pixel, two channels in, two out: what convolution and norm give one after the other, the folded one gives too. */
const kernel = Float32Array.of(1, 2, 3, 4);
const bias = Float32Array.of(0.5, -1);
const norm = {
  gamma: Float32Array.of(2, 3),
  beta: Float32Array.of(0.1, 0.2),
  mean: Float32Array.of(1, -2),
  variance: Float32Array.of(4, 0.25),
  epsilon: 0,
};

const input = [5, 7] as const;
const at = (values: ArrayLike<number>, index: number): number => values[index] ?? NaN;
const expected = [0, 1].map((out) => {
  const convolved = input[0] * at(kernel, out) + input[1] * at(kernel, 2 + out) + at(bias, out);
  const scaled = (convolved - at(norm.mean, out)) / Math.sqrt(at(norm.variance, out));
  return scaled * at(norm.gamma, out) + at(norm.beta, out);
});

it('computes what convolution and batch norm compute one after the other', () => {
  const folded = foldBatchNorm(kernel, [1, 1, 2, 2], bias, norm);
  expect(folded.shape).toEqual([2, 2, 1, 1]);
  const output = [0, 1].map(
    (out) =>
      input[0] * at(folded.kernel, out * 2) +
      input[1] * at(folded.kernel, out * 2 + 1) +
      at(folded.bias, out),
  );
  expect(output).toEqual(expected.map((value) => expect.closeTo(value, 4) as number));
});

it('takes the channels in the opposite order', () => {
  const folded = foldBatchNorm(kernel, [1, 1, 2, 2], bias, norm);
  const reversed = reverseInputs(folded);
  expect([...reversed.kernel]).toEqual([1, 0, 3, 2].map((index) => folded.kernel[index]));
});
