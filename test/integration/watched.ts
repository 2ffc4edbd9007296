import { execFile, execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Prints the system calls that have to do with the network, of a program and of all that it starts. */
const STRACE = ['strace', '--follow-forks', '--seccomp-bpf', '--trace=network'];
/** Runs a program where there is no network, not even a loopback interface. */
export const WITHOUT_NETWORK = ['unshare', '--user', '--map-root-user', '--net'];

/** Why connections cannot be seen here, or undefined where they can. */
export const unwatched = runs([...STRACE, '--output=/dev/null', 'true'])
  ? undefined
  : 'connections cannot be watched here: it takes Linux with strace';

/** Why a program cannot be kept from the network here, or undefined where it can. */
export const networked = runs([...WITHOUT_NETWORK, 'true'])
  ? undefined
  : 'a program cannot be kept from the network here: it takes Linux with user namespaces';

function runs([program = '', ...args]: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

interface WatchOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** A program, with arguments, to run it under. */
  readonly under?: readonly string[];
}

/** A user's home, working folder and temporary folder, all empty. */
export interface Surroundings {
  /** The working folder. */
  readonly cwd: string;
  /**
   * Runs Node with arguments and answers whom it, and what it started, connected or sent to: `address:port`, or
   * the path of a local socket; nobody where connections cannot be watched. Rejects where it fails.
   */
  watch(args: readonly string[], options?: WatchOptions): Promise<readonly string[]>;
  /** Every file that is there now, except those in folders of LexiCLIP. */
  files(): Promise<readonly string[]>;
  remove(): Promise<void>;
}

/** @param home `read-only`: a home in which nothing can be created, not even by root. */
export async function emptySurroundings(home: 'empty' | 'read-only' = 'empty'): Promise<Surroundings> {
  const outside = await mkdtemp(path.join(tmpdir(), 'lexiclip-watched-'));
  const folder = path.join(outside, 'inside');
  const [cwd, temporary] = [path.join(folder, 'work'), path.join(folder, 'tmp')];
  for (const each of [cwd, temporary, path.join(folder, 'home')]) await mkdir(each, { recursive: true });
  const file = path.join(outside, 'file');
  await writeFile(file, '');
  const { PATH = '', SystemRoot = '' } = process.env;
  // Nothing else of this process' environment: a `CI` would turn telemetry off, a proxy change the peers.
  const own = {
    PATH,
    SystemRoot,
    TMPDIR: temporary,
    TEMP: temporary,
    HOME: path.join(home === 'empty' ? folder : file, 'home'),
  };
  return {
    cwd,
    async watch(args, { env = {}, under = [] } = {}) {
      const trace = path.join(await mkdtemp(path.join(outside, 'trace-')), 'trace');
      const eyes = unwatched === undefined ? [...STRACE, `--output=${trace}`] : [];
      const [program = '', ...rest] = [...under, ...eyes, process.execPath, ...args];
      await run(program, rest, { cwd, env: { ...own, ...env } });
      return unwatched === undefined ? peersIn(await readFile(trace, 'utf8')) : [];
    },
    async files() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
        .filter((name) => !name.split(path.sep).some((part) => /^\.?lexiclip$/i.test(part)));
    },
    remove: () => rm(outside, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** The addresses in what strace printed. */
function peersIn(trace: string): readonly string[] {
  const peers = new Set<string>();
  for (const line of trace.split('\n')) {
    if (!/\b(connect|bind|sendto|sendmsg|sendmmsg)\(/.test(line)) continue;
    for (const [, port = '', host = ''] of line.matchAll(/sin6?_port=htons\((\d+)\).*?"([^"]*)"/g))
      peers.add(`${host}:${port}`);
    for (const [, socket = ''] of line.matchAll(/sun_path=(@?"[^"]*")/g)) peers.add(socket);
  }
  return [...peers].sort();
}
