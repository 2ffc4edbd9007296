/** A model's description with no more than what has to be in it. */
export const minimalModel = {
  id: 'mine',
  label: 'Mine',
  licence: 'MIT',
  size: 224,
  mean: [0, 0, 0],
  deviation: [1, 1, 1],
  variants: [{ precision: 'fp32', path: 'model.onnx', bytes: 10, sha256: 'a'.repeat(64) }],
};
