import type * as Ort from 'onnxruntime-node';
import type { InferenceMethods, Measurement } from '../../protocol/inference.ts';
import { Network } from './network.ts';
import { noise } from './noise.ts';

/** Of each way, at least as many runs and as many milliseconds; enough to tell ways apart that differ by a tenth. */
const LEAST_RUNS = 3;
const LEAST_MILLISECONDS = 250;

/**
 * Times an image model on noise, for each number of threads and each batch; one that does not fit, or for which there is
 * no time, is left out.
 */
export async function measure(
  ort: typeof Ort,
  params: InferenceMethods['measure']['params'],
  signal: AbortSignal,
): Promise<readonly Measurement[]> {
  const { size } = params.pixels;
  const rows: Measurement[] = [];
  const end = performance.now() + params.withinMs;
  for (const threads of params.threads) {
    if (rows.length > 0 && performance.now() > end) break;
    const network = await Network.open(ort, { ...params, threads });
    try {
      for (const batch of params.batches) {
        signal.throwIfAborted();
        if (rows.length > 0 && performance.now() + expectedMs(rows, batch) > end) continue;
        const compares = params.provider === 'cpu';
        rows.push({ threads, batch, ...(await timeOf(network, { size, batch, compares, end })) });
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

/** How long a way takes, by the one that was timed before it: each image alone, all together, and the runs. */
function expectedMs(rows: readonly Measurement[], batch: number): number {
  return (1000 * (LEAST_RUNS + 2) * batch) / (rows.at(-1)?.imagesPerSecond ?? Infinity);
}

async function timeOf(
  network: Network,
  {
    size,
    batch,
    compares,
    end,
  }: { readonly size: number; readonly batch: number; readonly compares: boolean; readonly end: number },
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
  do {
    await network.run(images, dims(batch));
    runs++;
  } while (performance.now() < end && (runs < LEAST_RUNS || performance.now() - start < LEAST_MILLISECONDS));
  return { imagesPerSecond: (1000 * runs * batch) / (performance.now() - start), identical };
}
