import type { PlanInfo } from '../../core/collection/schema.ts';
import type { Measurement } from '../../protocol/inference.ts';

export interface Machine {
  readonly cores: number;
  readonly freeBytes: number;
}

/** Fewer images are embedded sooner than a way of doing it is measured. */
export const WORTH_MEASURING = 100;

/** More processes than this are for servers that others use too. */
const MOST_PROCESSES = 4;
/** What a process needs besides its model: the runtime, and images on their way. */
const PROCESS_BYTES = 300e6;

/**
 * The batches worth trying. Dynamic quantisation takes its scales over a whole batch, so that a vector would
 * depend on its mates: such models run one image at a time. A CPU gains nothing from more than a few.
 */
export function batchesToTry(precision: string | undefined, isGpu: boolean): readonly number[] {
  if (precision === 'int8') return [1];
  return isGpu ? [1, 4, 16, 64] : [1, 4];
}

/** How many processes of one model a machine has room for; the model's weights are unpacked once in each. */
export function mostProcesses({ cores, freeBytes }: Machine, modelBytes: number): number {
  const room = Math.floor(freeBytes / 2 / (2 * modelBytes + PROCESS_BYTES));
  return Math.max(1, Math.min(cores, MOST_PROCESSES, room));
}

/** The plan without a measurement. */
export function plainPlan({ cores }: Machine, batches: readonly number[], why: string): PlanInfo {
  const batch = batches.at(1) ?? 1;
  return { processes: 1, threads: cores, batch, reason: `not measured: ${why}` };
}

/** Ways that differ by less are as fast: the one with the fewest images at once keeps memory and waiting low. */
const AS_FAST = 0.95;

/**
 * The fastest of what was measured. One process with all threads is compared with several that share them: short
 * runs wait for their slowest thread, which separate ones do not. A batch counts on the CPU only where its
 * vectors are, bit by bit, those of its images alone.
 */
export function bestPlan(rows: readonly Measurement[], cores: number, processes: number): PlanInfo {
  const ways = rows
    .filter(({ identical }) => identical)
    .map(({ threads, batch, imagesPerSecond }) => {
      const together = threads === cores ? 1 : processes;
      return { processes: together, threads, batch, speed: together * imagesPerSecond };
    })
    .sort((a, b) => b.speed - a.speed);
  const fastest = ways[0]?.speed ?? 0;
  const [best] = ways
    .filter(({ speed }) => speed >= AS_FAST * fastest)
    .sort((a, b) => a.batch * a.processes - b.batch * b.processes);
  if (best === undefined) return plainPlan({ cores, freeBytes: 0 }, [1], 'no way of running it was measured');
  const told = ways.map(
    (way) => `${way.processes} × ${way.threads} threads, batch ${way.batch}: ${way.speed.toFixed(1)}/s`,
  );
  const { processes: together, threads, batch } = best;
  return { processes: together, threads, batch, reason: `fastest of those measured (${told.join('; ')})` };
}
