import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { root, type CliResult } from './cli.ts';

/** The command line while it runs, in a process group of its own. */
export interface StartedRun {
  readonly pid: number;
  /** What it has told so far. */
  readonly lines: readonly string[];
  readonly ended: Promise<CliResult>;
  hasEnded(): boolean;
  /** Resolves when what it has told fulfils a condition; false where it ended before. */
  until(isTold: (lines: readonly string[]) => boolean): Promise<boolean>;
  /** The same for a line that fits. */
  tells(fits: RegExp): Promise<boolean>;
  /** To the process and all that it started; nothing happens where they have ended. */
  signalGroup(signal: NodeJS.Signals): void;
}

const runs = new Set<StartedRun>();

/** @param under A program, with arguments, to run it under. */
export function start(args: readonly string[], under: readonly string[] = []): StartedRun {
  const command = [...under, process.execPath, path.join(root, 'dist/cli.js'), ...args];
  const child = spawn(command[0] ?? '', command.slice(1), {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stderr });
  reader.on('line', (line) => lines.push(line));
  const closed = Promise.all([
    text(child.stdout),
    once(child, 'close') as Promise<[number | null]>,
    once(reader, 'close'),
  ]);
  const run: StartedRun = {
    pid: child.pid ?? NaN,
    lines,
    ended: closed.then(([stdout, [status]]) => {
      runs.delete(run);
      return { status, stdout, stderr: lines.map((line) => `${line}\n`).join('') };
    }),
    hasEnded: () => !runs.has(run),
    async until(isTold) {
      const told = new Promise<void>((resolve) => {
        const look = (): void => {
          if (isTold(lines)) resolve();
        };
        reader.on('line', look);
        look();
      });
      await Promise.race([closed, told]);
      return isTold(lines);
    },
    tells: (fits) => run.until((told) => told.some((line) => fits.test(line))),
    signalGroup(signal) {
      try {
        process.kill(-run.pid, signal);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    },
  };
  runs.add(run);
  return run;
}

/** Ends what a failed test has left running. */
export async function endStarted(): Promise<void> {
  for (const run of [...runs]) {
    run.signalGroup('SIGKILL');
    await run.ended;
  }
}
