import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import * as z from 'zod';
import { isRunning } from '../is-running.ts';

/** Who holds a collection's lock. */
export const holderSchema = z.object({
  process: z.number().int().positive(),
  /** When that process started, where the system tells: another one may have its number by now. */
  started: z.string(),
  /** The machine's name, for people. */
  host: z.string().max(300),
  /** Tells machines, their starts and containers apart. */
  machine: z.string(),
  /** ISO 8601, UTC: since when it holds the lock. */
  since: z.string().max(100),
  /** Of this one holding. */
  token: z.string(),
});
export type Holder = z.infer<typeof holderSchema>;

/** Whether a holder is still there: seen from another machine or container, that cannot be told. */
export type HolderState = 'alive' | 'gone' | 'unknown';

export function holderState(holder: Holder): HolderState {
  if (holder.machine !== thisMachine()) return 'unknown';
  if (!isRunning(holder.process)) return 'gone';
  const started = startOf(holder.process);
  // Without it, a process of that number may be any other.
  if (started === '' || holder.started === '') return 'unknown';
  return started === holder.started ? 'alive' : 'gone';
}

export function thisHolder(since: Date, token: string): Holder {
  return {
    process: process.pid,
    started: startOf(process.pid),
    host: hostname(),
    machine: thisMachine(),
    since: since.toISOString(),
    token,
  };
}

/** A digest of the host's name, its start, and the container: process numbers mean nothing outside of it. */
function thisMachine(): string {
  const boot = orEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
  const container = orEmpty(() => readlinkSync('/proc/self/ns/pid'));
  return createHash('sha256').update([hostname(), boot, container].join('\n')).digest('hex');
}

/** In clock ticks since the machine started (proc_pid_stat(5), field 22); empty where there is no such list. */
function startOf(pid: number): string {
  const stat = orEmpty(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The second field is the program's name in parentheses, which may hold anything.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function orEmpty(read: () => string): string {
  try {
    return read().trim();
  } catch {
    return '';
  }
}
