import { mkdir, readFile, stat } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { availableMemory } from 'node:process';
import * as z from 'zod';
import type { PlanInfo } from '../../core/collection/schema.ts';
import type { Logger } from '../../core/logger.ts';
import type { InferenceMethods } from '../../protocol/inference.ts';
import type { LocatedModel } from '../models/obtain.ts';
import { replaceFile } from '../replace-file.ts';
import { batchesToTry, bestPlan, mostProcesses, plainPlan, WORTH_MEASURING } from './plan.ts';
import type { InferenceProcess } from './process.ts';

const measurementsSchema = z.record(
  z.string(),
  z.array(
    z.object({
      threads: z.number().int().min(1).max(1024),
      batch: z.number().int().min(1).max(1024),
      imagesPerSecond: z.number().nonnegative(),
      identical: z.boolean(),
    }),
  ),
);

interface Question {
  readonly network: Omit<InferenceMethods['measure']['params'], 'threads' | 'batches'>;
  readonly located: LocatedModel;
  /** How many images there are to embed. */
  readonly count: number;
  readonly process: InferenceProcess;
  readonly signal: AbortSignal;
  readonly onMeasure: () => void;
}

/** Finds the fastest way of running a model by timing it once on this machine; what was measured is kept. */
export class PlanChooser {
  readonly #file: string;
  readonly #logger: Logger;

  /** @param cache Folder for what was found out about this machine. */
  constructor(cache: string, logger: Logger) {
    this.#file = path.join(cache, 'measurements.json');
    this.#logger = logger;
  }

  async choose({ network, located, count, process, signal, onMeasure }: Question): Promise<PlanInfo> {
    const machine = { cores: availableParallelism(), freeBytes: availableMemory() };
    const isGpu = network.provider !== 'cpu';
    const batches = batchesToTry(located.precision, isGpu);
    const { size } = await stat(located.file);
    const processes = isGpu ? 1 : mostProcesses(machine, size);
    const key = [located.sha256, network.provider, cpus()[0]?.model, machine.cores, processes].join(' ');
    const known = await this.#read();
    const before = known[key];
    if (before !== undefined) return bestPlan(before, machine.cores, processes);
    if (count < WORTH_MEASURING) return plainPlan(machine, batches, `only ${count} images`);
    onMeasure();
    const threads = [...new Set([machine.cores, Math.max(1, Math.floor(machine.cores / processes))])];
    const rows = await process
      .client()
      .call('measure', { ...network, threads: isGpu ? [machine.cores] : threads, batches }, signal);
    await this.#write({ ...known, [key]: [...rows] });
    return bestPlan(rows, machine.cores, processes);
  }

  async #read(): Promise<z.infer<typeof measurementsSchema>> {
    try {
      return measurementsSchema.parse(JSON.parse(await readFile(this.#file, 'utf8')));
    } catch {
      return {};
    }
  }

  /** What cannot be kept is measured again next time. */
  async #write(measurements: z.infer<typeof measurementsSchema>): Promise<void> {
    try {
      await mkdir(path.dirname(this.#file), { recursive: true });
      await replaceFile(this.#file, `${JSON.stringify(measurements, undefined, 2)}\n`);
    } catch (error) {
      this.#logger.info(`${this.#file} could not be written: ${String(error)}`);
    }
  }
}
