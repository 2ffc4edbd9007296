import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { availableMemory } from 'node:process';
import * as z from 'zod';
import type { PlanInfo } from '../../core/collection/schema.ts';
import type { Logger } from '../../core/logger.ts';
import type { InferenceMethods } from '../../protocol/inference.ts';
import type { LocatedModel } from '../models/obtain.ts';
import { replaceFile } from '../replace-file.ts';
import { batchesToTry, bestPlan, mostProcesses, plainPlan } from './plan.ts';
import type { InferenceProcess } from './process.ts';

/** Nobody waits longer for a faster way: what was timed until then decides. */
const MEASURE_MS = 8000;

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
  readonly network: Omit<InferenceMethods['measure']['params'], 'threads' | 'batches' | 'withinMs'>;
  readonly located: LocatedModel;
}

/** What there is to choose from. */
interface Choice {
  readonly cores: number;
  readonly processes: number;
  readonly batches: readonly number[];
  /** Under which the measurement is kept. */
  readonly key: string;
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

  /** The fastest way, where it was measured before. */
  async known(question: Question): Promise<PlanInfo | undefined> {
    const { key, cores, processes } = await choiceFor(question);
    const before = (await this.#read())[key];
    return before === undefined ? undefined : bestPlan(before, cores, processes);
  }

  /** A way that does anywhere. @param why It is not measured. */
  async plain(question: Question, why: string): Promise<PlanInfo> {
    const { cores, batches } = await choiceFor(question);
    return plainPlan({ cores, freeBytes: availableMemory() }, batches, why);
  }

  /** Times the ways there are, for some seconds at most. */
  async measure(question: Question, process: InferenceProcess, signal: AbortSignal): Promise<PlanInfo> {
    const { network } = question;
    const { key, cores, processes, batches } = await choiceFor(question);
    const shared = Math.max(1, Math.floor(cores / processes));
    const threads = network.provider === 'cpu' ? [...new Set([cores, shared])] : [cores];
    const rows = await process
      .client()
      .call('measure', { ...network, threads, batches, withinMs: MEASURE_MS }, signal);
    await this.#write({ ...(await this.#read()), [key]: [...rows] });
    return bestPlan(rows, cores, processes);
  }

  /** Forgets what was measured of any model. */
  async forget(): Promise<void> {
    await rm(this.#file, { force: true });
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

async function choiceFor({ network, located }: Question): Promise<Choice> {
  const machine = { cores: availableParallelism(), freeBytes: availableMemory() };
  const isGpu = network.provider !== 'cpu';
  const { size } = await stat(located.file);
  const processes = isGpu ? 1 : mostProcesses(machine, size);
  const key = [located.sha256, network.provider, cpus()[0]?.model, machine.cores, processes].join(' ');
  return { cores: machine.cores, processes, batches: batchesToTry(located.precision, isGpu), key };
}
