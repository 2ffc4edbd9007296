import type * as Ort from 'onnxruntime-node';
import type { InferenceMethods, Measurement } from '../../protocol/inference.ts';
import { Network } from './network.ts';
import { noise } from './noise.ts';

/** Of each way, at least as many runs and as many milliseconds; enough to tell ways apart that differ by a tenth. */
const LEAST_RUNS = 3;
const LEAST_MILLISECONDS = 250;

/** Times an image model on noise, for each number of threads and each batch; one that does not fit is left out. */
export async function measure(
  ort: typeof Ort,
  params: InferenceMethods['measure']['params'],
  signal: AbortSignal,
): Promise<readonly Measurement[]> {
  const { size } = params.pixels;
  const rows: Measurement[] = [];
  for (const threads of params.threads) {
    const network = await Network.open(ort, { ...params, threads });
    try {
      for (const batch of params.batches) {
        signal.throwIfAborted();
        rows.push({ threads, batch, ...(await timeOf(network, size, batch, params.provider === 'cpu')) });
      }
    } catch (error) {
      signal.throwIfAborted();
      // A larger batch than the device's memory takes: what was measured before stands.
      if (rows.length === 0) throw error;
    } finally {
      await network.release();
    }
  }
  return rows;
}

async function timeOf(
  network: Network,
  size: number,
  batch: number,
  compares: boolean,
): Promise<Pick<Measurement, 'imagesPerSecond' | 'identical'>> {
  const images = noise(size, batch);
  const dims = (count: number): number[] => [count, 3, size, size];
  const together = await network.run(images, dims(batch));
  let identical = true;
  if (compares && batch > 1) {
    const dimension = together.length / batch;
    for (let image = 0; image < batch; image++) {
      const pixels = images.subarray((image * images.length) / batch, ((image + 1) * images.length) / batch);
      const alone = await network.run(pixels, dims(1));
      identical &&= alone.every((value, at) => Object.is(value, together[image * dimension + at]));
    }
  }
  const start = performance.now();
  let runs = 0;
  while (runs < LEAST_RUNS || performance.now() - start < LEAST_MILLISECONDS) {
    await network.run(images, dims(batch));
    runs++;
  }
  return { imagesPerSecond: (1000 * runs * batch) / (performance.now() - start), identical };
}
