import type { Embedded, ImageFile } from '../../core/embed/embedder.ts';
import { LexiclipError } from '../../core/errors.ts';

/** One place that embeds batches: a process of this machine, or a connection to a server. */
export interface Lane {
  embed(batch: readonly ImageFile[]): Promise<readonly Embedded[]>;
}

/** Batches on their way in one lane: one is computed, the next are decoded. */
export const IN_FLIGHT = 3;

/** What became of the batch that begins at an image. It never rejects: a failure is told when its turn comes. */
type Settled = { readonly first: number } & (
  { readonly batch: readonly Embedded[] } | { readonly error: unknown }
);

/**
 * Spreads images over lanes in batches, and yields each batch as soon as it is finished, which need not be in the order
 * given. Once one has failed no more are started; what is under way is waited for, and yielded as well.
 */
export async function* inLanes(
  images: readonly ImageFile[],
  batch: number,
  lanes: readonly Lane[],
): AsyncGenerator<readonly Embedded[]> {
  const busy = new Map(lanes.map((lane) => [lane, 0]));
  const start = async (first: number): Promise<Settled> => {
    const [lane] = [...busy].reduce((least, one) => (one[1] < least[1] ? one : least));
    busy.set(lane, (busy.get(lane) ?? 0) + 1);
    try {
      return { first, batch: await lane.embed(images.slice(first, first + batch)) };
    } catch (error) {
      return { first, error };
    } finally {
      busy.set(lane, (busy.get(lane) ?? 0) - 1);
    }
  };
  const underWay = new Map<number, Promise<Settled>>();
  const errors: unknown[] = [];
  let next = 0;
  try {
    for (;;) {
      for (
        ;
        errors.length === 0 && next < images.length && underWay.size < lanes.length * IN_FLIGHT;
        next += batch
      )
        underWay.set(next, start(next));
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
