/** A convolution as ONNX takes it: kernel [out, in, height, width], bias [out]. */
export interface Convolution {
  readonly kernel: Float32Array;
  readonly shape: readonly [number, number, number, number];
  readonly bias: Float32Array;
}

export interface BatchNorm {
  readonly gamma: Float32Array;
  readonly beta: Float32Array;
  readonly mean: Float32Array;
  readonly variance: Float32Array;
  readonly epsilon: number;
}

/**
 * A Keras convolution (kernel [height, width, in, out]) and the batch norm behind it as one convolution:
 * with s = gamma / sqrt(variance + epsilon), the kernel is scaled by s and the bias is (bias - mean) s + beta.
 */
export function foldBatchNorm(
  kernel: Float32Array,
  [height, width, inputs, outputs]: readonly [number, number, number, number],
  bias: Float32Array,
  norm: BatchNorm,
): Convolution {
  const scale = norm.gamma.map((gamma, out) => gamma / Math.sqrt((norm.variance[out] ?? NaN) + norm.epsilon));
  const folded = new Float32Array(kernel.length);
  const area = height * width;
  for (let position = 0; position < area; position++) {
    for (let input = 0; input < inputs; input++) {
      for (let out = 0; out < outputs; out++) {
        const value = kernel[(position * inputs + input) * outputs + out] ?? NaN;
        folded[(out * inputs + input) * area + position] = value * (scale[out] ?? NaN);
      }
    }
  }
  const shifted = bias.map(
    (value, out) => (value - (norm.mean[out] ?? NaN)) * (scale[out] ?? NaN) + (norm.beta[out] ?? NaN),
  );
  return { kernel: folded, shape: [outputs, inputs, height, width], bias: shifted };
}

/** The convolution for an image whose channels come in the opposite order (RGB for BGR). */
export function reverseInputs({ kernel, shape, bias }: Convolution): Convolution {
  const [outputs, inputs, height, width] = shape;
  const area = height * width;
  const reversed = new Float32Array(kernel.length);
  for (let out = 0; out < outputs; out++) {
    for (let input = 0; input < inputs; input++) {
      const from = (out * inputs + input) * area;
      reversed.set(kernel.subarray(from, from + area), (out * inputs + inputs - 1 - input) * area);
    }
  }
  return { kernel: reversed, shape, bias };
}
