import { loadOnnxruntime } from '../../../src/workers/inference/load-onnxruntime.ts';
import { readTask, report } from '../subject.ts';

/* The limit: `session.run` alone, over and over, on a tensor that is ready. */

const { model, threads, batch, images } = readTask() as {
  model: string;
  threads: number;
  batch: number;
  images: number;
};
const ort = loadOnnxruntime();
const session = await ort.InferenceSession.create(model, { intraOpNumThreads: threads, logSeverityLevel: 3 });
const pixels = Float32Array.from({ length: batch * 3 * 224 * 224 }, (_, at) => Math.sin(at * 0.37));
const tensor = new ort.Tensor('float32', pixels, [batch, 3, 224, 224]);
await session.run({ pixel_values: tensor });
const start = performance.now();
for (let done = 0; done < images; done += batch) await session.run({ pixel_values: tensor });
const wallSeconds = (performance.now() - start) / 1000;
report({ wallSeconds, imagesPerSecond: images / wallSeconds });
