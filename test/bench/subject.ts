import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { TELEMETRY_OFF } from '../../src/node/inference/telemetry.ts';
import { watchTree, type Usage } from './process-tree.ts';

/** One line of a benchmark's result: who, over how much, and what was measured. */
export interface Row {
  readonly subject: string;
  readonly n: number;
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly peakMb: number;
  readonly [measure: string]: number | string;
}

/** A subject that was stopped because it took longer than it may. */
export class OutOfTime extends Error {
  constructor(seconds: number) {
    super(`none in ${seconds} s`);
  }
}

export interface RunOptions {
  /** What runs the program; this Node where none is named. */
  readonly interpreter?: string;
  /** Of the interpreter. */
  readonly options?: readonly string[];
  readonly limitSeconds?: number;
}

/**
 * V8 sizes its young generation by the memory of the machine (Node's documentation of this option), and figures of two
 * machines would not compare: this is the size for 2 GiB.
 */
export const YOUNG_GENERATION = '--max-semi-space-size=16';

/** Runs a command and writes to file 3 what it and the children that it waited for have used (POSIX `times`). */
const TIMED = '"$@"; status=$?; times >&3; exit $status';

/**
 * Runs one of the programs in `subjects/` as a process of its own: it takes its task as JSON in its arguments,
 * and prints its measures as JSON. Processor time and memory are of the whole process, loading included.
 *
 * Either account of them may lack something, so the larger one counts: what a watcher sees ends with its last
 * look; what the system adds up at the end leaves out children that were not waited for.
 * @throws OutOfTime
 */
export async function run<T extends object>(
  program: string,
  task: object,
  { interpreter = process.execPath, options = [], limitSeconds = 3600 }: RunOptions = {},
): Promise<T & Usage> {
  const file = path.join(import.meta.dirname, 'subjects', program.includes('.') ? program : `${program}.ts`);
  const command = ['-c', TIMED, 'sh', interpreter, ...options, file, JSON.stringify(task)];
  const child = spawn('sh', command, {
    // Peers bring an onnxruntime of their own.
    env: { ...process.env, ...TELEMETRY_OFF },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [, stdout, stderr, times] = child.stdio as unknown as readonly [null, Readable, Readable, Readable];
  const watch = watchTree(child.pid ?? 0);
  const outOfTime = new AbortController();
  const limit = setTimeout(() => {
    outOfTime.abort();
    watch.kill();
  }, limitSeconds * 1000);
  const [output, errors, used, [status]] = await Promise.all([
    text(stdout),
    text(stderr),
    text(times),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  clearTimeout(limit);
  const seen = watch.stop();
  if (outOfTime.signal.aborted) throw new OutOfTime(limitSeconds);
  if (status !== 0) throw new Error(`${program} ended with ${String(status)}: ${errors || output}`);
  const { ownPeakMb = 0, ...measures } = JSON.parse(output.trim().split('\n').at(-1) ?? '') as T & {
    ownPeakMb?: number;
  };
  return {
    ...(measures as unknown as T),
    cpuSeconds: Math.max(seen.cpuSeconds, secondsOf(used)),
    peakMb: Math.max(seen.peakMb, ownPeakMb),
  };
}

/** `times` prints user and system time, of the shell in its first line and of its children in the second. */
function secondsOf(times: string): number {
  const [, children = ''] = times.trim().split('\n');
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}

/** The task that `run` gave this process. */
export function readTask(): unknown {
  return JSON.parse(process.argv[2] ?? '');
}

/** Ends a subject: its measures are its last line, with the most memory that it had itself. */
export function report(measures: object): void {
  const ownPeakMb = (process.resourceUsage().maxRSS * 1024) / 1e6;
  process.stdout.write(`${JSON.stringify({ ...measures, ownPeakMb })}\n`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = NaN, high = NaN] = [sorted[middle - (sorted.length % 2 === 0 ? 1 : 0)], sorted[middle]];
  return (low + high) / 2;
}
