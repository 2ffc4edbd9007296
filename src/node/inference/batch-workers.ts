import type { Embedded, ImageFile } from '../../core/embed/embedder.ts';
import { LexiclipError } from '../../core/errors.ts';

/** One place that embeds batches: a process of this machine, or a connection to a server. */
export interface BatchWorker {
  embed(batch: readonly ImageFile[]): Promise<readonly Embedded[]>;
}

/** Batches on their way in one worker: one is computed, the next are decoded. */
export const IN_FLIGHT = 3;

/** What became of the batch that begins at an image. It never rejects: a failure is told when its turn comes. */
type Settled = { readonly first: number } & (
  { readonly batch: readonly Embedded[] } | { readonly error: unknown }
);

/**
 * Spreads images over workers in batches, and yields each batch as soon as it is finished, which need not be in the order
 * given. Once one has failed no more are started; what is under way is waited for, and yielded as well.
 */
export async function* embedInParallel(
  images: readonly ImageFile[],
  batch: number,
  workers: readonly BatchWorker[],
): AsyncGenerator<readonly Embedded[]> {
  const busy = new Map(workers.map((worker) => [worker, 0]));
  const start = async (first: number): Promise<Settled> => {
    const [worker] = [...busy].reduce((least, one) => (one[1] < least[1] ? one : least));
    busy.set(worker, (busy.get(worker) ?? 0) + 1);
    try {
      return { first, batch: await worker.embed(images.slice(first, first + batch)) };
    } catch (error) {
      return { first, error };
    } finally {
      busy.set(worker, (busy.get(worker) ?? 0) - 1);
    }
  };
  const underWay = new Map<number, Promise<Settled>>();
  const errors: unknown[] = [];
  let next = 0;
  try {
    for (;;) {
      while (errors.length === 0 && next < images.length && underWay.size < workers.length * IN_FLIGHT) {
        underWay.set(next, start(next));
        next += batch;
      }
      if (underWay.size === 0) break;
      const settled = await Promise.race(underWay.values());
      underWay.delete(settled.first);
      if ('error' in settled) errors.push(settled.error);
      else yield settled.batch;
    }
  } finally {
    await Promise.all(underWay.values());
  }
  if (errors.length > 0) throw errors[0];
}

/** Whether the process died, as against an error that it told. */
export function isCrash(error: unknown): boolean {
  return error instanceof LexiclipError && error.failure.kind === 'inference-crashed';
}
