import type { Embedded, ImageFile } from '../../core/embed/embedder.ts';
import { LexiclipError } from '../../core/errors.ts';

/** One place that embeds batches: a process of this machine, or a connection to a server. */
export interface Lane {
  embed(batch: readonly ImageFile[]): Promise<readonly Embedded[]>;
}

/** Batches on their way in one lane: one is computed, the next are decoded. */
export const IN_FLIGHT = 3;

/**
 * Spreads images over lanes in batches, and yields each batch as soon as it and all before it are finished.
 * What is under way when one fails is waited for and lost; what was yielded stands.
 */
export async function* inLanes(
  images: readonly ImageFile[],
  batch: number,
  lanes: readonly Lane[],
): AsyncGenerator<readonly Embedded[]> {
  const busy = new Map(lanes.map((lane) => [lane, 0]));
  const start = async (jobs: readonly ImageFile[]): Promise<readonly Embedded[]> => {
    const [lane] = [...busy].reduce((least, one) => (one[1] < least[1] ? one : least));
    busy.set(lane, (busy.get(lane) ?? 0) + 1);
    try {
      return await lane.embed(jobs);
    } finally {
      busy.set(lane, (busy.get(lane) ?? 0) - 1);
    }
  };
  const window: Promise<readonly Embedded[]>[] = [];
  try {
    for (let next = 0; next < images.length; next += batch) {
      window.push(start(images.slice(next, next + batch)));
      const [oldest] = window;
      if (window.length < lanes.length * IN_FLIGHT || oldest === undefined) continue;
      yield await oldest;
      void window.shift();
    }
    for (const rest of window) yield await rest;
  } finally {
    await Promise.allSettled(window);
  }
}

/** Whether the process died, as against an error that it told. */
export function isCrash(error: unknown): boolean {
  return error instanceof LexiclipError && error.failure.kind === 'inference-crashed';
}
