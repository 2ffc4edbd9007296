import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { watchTree } from './process-tree.ts';

/** One line of a benchmark's result: who, over how much, and what was measured. */
export interface Row {
  readonly subject: string;
  readonly n: number;
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly peakMb: number;
  readonly [measure: string]: number | string;
}

/**
 * Runs one of the programs in `subjects/` as a process of its own: it takes its task as JSON in its arguments,
 * and prints its measures as JSON. Processor time and memory are of the whole process, loading included.
 */
export async function run<T extends object>(
  program: string,
  task: object,
): Promise<T & { cpuSeconds: number; peakMb: number }> {
  const file = path.join(import.meta.dirname, 'subjects', `${program}.ts`);
  const child = spawn(process.execPath, [file, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const watch = watchTree(child.pid ?? 0);
  const [output, errors, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  const usage = watch.stop();
  const last = output.trim().split('\n').at(-1) ?? '';
  if (status !== 0) throw new Error(`${program} ended with ${String(status)}: ${errors || output}`);
  return { ...(JSON.parse(last) as T), ...usage };
}

/** The task that `run` gave this process. */
export function readTask(): unknown {
  return JSON.parse(process.argv[2] ?? '');
}

/** Ends a subject: its measures are its last line. */
export function report(measures: object): void {
  process.stdout.write(`${JSON.stringify(measures)}\n`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = NaN, high = NaN] = [sorted[middle - (sorted.length % 2 === 0 ? 1 : 0)], sorted[middle]];
  return (low + high) / 2;
}
