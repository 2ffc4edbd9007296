import type * as Ort from 'onnxruntime-node';
import type { Provider } from '../../protocol/inference.ts';

/**
 * An ONNX model of one node, `y = Relu(x)` over one float32 (opset 13): the least that makes a provider start.
 * Written with onnx-proto; test/unit/workers/probe.test.ts reads it back.
 */
export const PROBE_MODEL =
  'CAg6OgoPCgF4EgF5GgFSIgRSZWx1EgVwcm9iZVoPCgF4EgoKCAgBEgQKAggBYg8KAXkSCgoICAESBAoCCAFCBAoAEA0=';

/**
 * Runs the probe model on a provider.
 * @throws Error with onnxruntime's reason where the provider does not start.
 */
export async function probeProvider(ort: typeof Ort, provider: Provider): Promise<void> {
  const built = ort.listSupportedBackends().map(({ name }) => name);
  if (!built.includes(provider)) throw new Error(`this build of onnxruntime has no ${provider}`);
  const session = await ort.InferenceSession.create(Buffer.from(PROBE_MODEL, 'base64'), {
    executionProviders: [provider],
    logSeverityLevel: 4,
  });
  try {
    const { y } = await session.run({ x: new ort.Tensor('float32', [-1], [1]) });
    if (y?.data[0] !== 0) throw new Error('it computes wrong results');
  } finally {
    await session.release();
  }
}
