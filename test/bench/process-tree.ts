import { readdir, readFile } from 'node:fs/promises';

/** What a process and those that it started have used. */
export interface Usage {
  readonly cpuSeconds: number;
  /** The most memory that all of them together held at once, in 10^6 bytes. */
  readonly peakMb: number;
}

export interface TreeWatch {
  /** Ends watching. */
  stop(): Usage;
  /** Kills the process and its descendants. */
  kill(): void;
}

/** Linux counts processor time in hundredths of a second (proc(5), sysconf(_SC_CLK_TCK)). */
const TICKS = 100;
const EVERY_MILLISECONDS = 100;

/**
 * Watches a process and its descendants until `stop`; on Linux, from /proc. What they use after the last look,
 * and what lives shorter than the time between two, is not seen.
 */
export function watchTree(root: number): TreeWatch {
  const cpu = new Map<number, number>();
  let alive: readonly number[] = [root];
  let peak = 0;
  const look = async (): Promise<void> => {
    const stats = await Promise.all(
      (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(statOf),
    );
    const parents = new Map(stats.flatMap((stat) => (stat === undefined ? [] : [[stat.pid, stat.parent]])));
    const within = (pid: number | undefined): boolean =>
      pid !== undefined && pid > 1 && (pid === root || within(parents.get(pid)));
    const tree = stats.filter((stat) => stat !== undefined && within(stat.pid)) as readonly Stat[];
    for (const { pid, cpuSeconds } of tree) cpu.set(pid, cpuSeconds);
    alive = tree.map(({ pid }) => pid);
    const bytes = await Promise.all(alive.map(bytesOf));
    peak = Math.max(
      peak,
      bytes.reduce((sum, own) => sum + own, 0),
    );
  };
  const timer = setInterval(() => {
    look().catch(() => undefined);
  }, EVERY_MILLISECONDS);
  return {
    stop() {
      clearInterval(timer);
      const cpuSeconds = [...cpu.values()].reduce((sum, seconds) => sum + seconds, 0);
      return { cpuSeconds, peakMb: peak / 1e6 };
    },
    kill() {
      for (const pid of alive) tryKill(pid);
    },
  };
}

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly cpuSeconds: number;
}

async function statOf(name: string): Promise<Stat | undefined> {
  const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  // The second field is the program's name in parentheses, and may hold spaces.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [parent = 0, user = 0, system = 0] = [fields[1], fields[11], fields[12]];
  return { pid: Number(name), parent, cpuSeconds: (user + system) / TICKS };
}

/** A process' memory; what it shares with others, such as the code of Node, is divided among them (proc(5), Pss). */
async function bytesOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1024;
}
