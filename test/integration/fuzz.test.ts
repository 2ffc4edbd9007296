import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EmbeddingFiles } from '../../src/core/collection/embeddings.ts';
import { CollectionFolder } from '../../src/node/collection/collection-folder.ts';
import { sha256 } from '../../src/node/sha256.ts';
import { silentLogger } from '../fakes/fixed-clock.ts';
import { startLexicaServer } from '../fakes/lexica-server.ts';
import { lexiclip, makeWorkspace, root, standIn } from './cli.ts';
import { mutation } from './fuzz/mutations.ts';
import type { FuzzAnswer, FuzzCase } from './fuzz/reader.ts';

/*
 * Every file of a real collection is damaged in every way, and then everything is done with it that commands do: each
 * ends well, or with a sentence that names the file. `LEXICLIP_FUZZ=5500` tries ten times as many, `LEXICLIP_SEED=7` others; a
 * failure prints its seed and the smallest damage that shows it.
 */

/** Cases of one to three damages each: a thousand damages, for each of which everything is done with the collection. */
const RUNS = Number(process.env['LEXICLIP_FUZZ'] ?? 550);
const SEED = Number(process.env['LEXICLIP_SEED'] ?? 1);
/** Two processes share the runs. */
const PROCESSES = 2;
const MOST_CPU_SECONDS = 5;
const MOST_MEGABYTES = 500;
const CASES_TO_A_PROCESS = 100;
/** Without an answer for so long, on a machine however busy, it hangs. */
const WATCHDOG_MS = 120_000;

type Workspace = Awaited<ReturnType<typeof makeWorkspace>>;
let whole: Workspace;
/** With the journal of a run that was killed. */
let interrupted: Workspace;
let scratch: string;

beforeAll(async () => {
  const server = await startLexicaServer();
  [whole, interrupted] = [await makeWorkspace(), await makeWorkspace()];
  const explore = [
    'explore',
    'cat',
    'dog',
    '--count',
    '4',
    '--method',
    'pca,umap',
    '--endpoint',
    server.endpoint,
  ];
  const how = ['--model', standIn, '--device', 'cpu', '--workspace', whole.path];
  const { status, stderr } = await lexiclip([...explore, ...how]);
  await server.close();
  expect(status, stderr).toBe(0);
  await cp(whole.path, interrupted.path, { recursive: true });
  await leaveJournal(interrupted.path);
  scratch = await mkdtemp(path.join(await fastFolder(), 'lexiclip-fuzz-'));
  // Node takes longer, and more memory, to read TypeScript.
  await build({
    entryPoints: [path.join(import.meta.dirname, 'fuzz/reader.ts')],
    outfile: path.join(scratch, 'reader.cjs'),
    bundle: true,
    platform: 'node',
    external: ['onnxruntime-node', 'sharp'],
    define: { 'import.meta.dirname': '__dirname' },
    logLevel: 'error',
  });
});
afterAll(async () => {
  for (const one of [whole, interrupted]) await one.remove();
  await rm(scratch, { recursive: true, force: true });
});

/** In memory where the system has such a folder. */
async function fastFolder(): Promise<string> {
  return access('/dev/shm').then(
    () => '/dev/shm',
    () => tmpdir(),
  );
}

/** Takes two rows from the matrix, as if a run that computed them had been killed. */
async function leaveJournal(workspace: string): Promise<void> {
  const folder = new CollectionFolder(workspace, path.join(workspace, 'config'), silentLogger);
  const files = new EmbeddingFiles(folder.collection, sha256, 'resnet50-imagenet');
  const task = { signal: new AbortController().signal, onProgress: (): void => undefined };
  await folder.writing(task, async () => {
    const found = await files.read();
    if (found === undefined) throw new Error('there are no vectors');
    // Which batch was finished first is anyone's guess, and a seed stands for the same cases each time.
    const rows = [...found.rows].sort(([a], [b]) => (a < b ? -1 : 1));
    await files.write({ ...found, rows: new Map(rows.slice(2)) });
    const journal = await files.startJournal('killed', found);
    await journal.append(rows.slice(0, 2).map(([, row]) => row));
  });
}

/** A process that is started when it is needed, and again where it has ended or hung. */
class Reader {
  readonly #name: string;
  #child: ChildProcess | undefined;
  #cases = 0;

  constructor(name: string) {
    this.#name = name;
  }

  async run(given: FuzzCase): Promise<FuzzAnswer> {
    // Pages that an allocator keeps say nothing about a case.
    if (++this.#cases % CASES_TO_A_PROCESS === 0) this.end();
    const child = (this.#child ??= await this.#start());
    const cancelling = new AbortController();
    const { signal } = cancelling;
    const watchdog = setTimeout(() => child.kill('SIGKILL'), WATCHDOG_MS);
    child.send(given);
    try {
      return await Promise.race([
        once(child, 'message', { signal }).then(([answer]) => answer as FuzzAnswer),
        once(child, 'exit', { signal }).then(([code, killedBy]) => {
          throw new Error(`the process hung or died (${String(code ?? killedBy)})`);
        }),
      ]);
    } catch (error) {
      this.#child = undefined;
      throw error;
    } finally {
      clearTimeout(watchdog);
      cancelling.abort();
    }
  }

  end(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  async #start(): Promise<ChildProcess> {
    const bases = [whole, interrupted].map((one) => path.join(one.path, '.lexiclip'));
    const child = fork(path.join(scratch, 'reader.cjs'), [root, path.join(scratch, this.#name), ...bases], {
      execArgv: ['--expose-gc'],
    });
    await once(child, 'message');
    return child;
  }
}

const cases = fc.record({ base: fc.nat(1), mutations: fc.array(mutation, { minLength: 1, maxLength: 3 }) });

describe('a damaged collection', () => {
  const shares = Array.from({ length: PROCESSES }, (_, index) => SEED + index);
  it.concurrent.each(shares)(
    'is read, and written to, or a sentence says which file is at fault (seed %i)',
    { timeout: 3_600_000 },
    async (seed) => {
      const reader = new Reader(String(seed));
      const ends = new Map<string, number>();
      let [damages, megabytes, cpuSeconds] = [0, 0, 0];
      const property = fc.asyncProperty(cases, async (given) => {
        damages += given.mutations.length;
        let answer = await reader.run(given);
        if (answer.megabytes > MOST_MEGABYTES) {
          // It is the case's own only where a process that has done nothing else needs as much.
          reader.end();
          answer = await reader.run(given);
        }
        for (const end of answer.ends) ends.set(end, (ends.get(end) ?? 0) + 1);
        megabytes = Math.max(megabytes, answer.megabytes);
        cpuSeconds = Math.max(cpuSeconds, answer.cpuSeconds);
        const { faults } = answer;
        const isTooMuch = answer.cpuSeconds > MOST_CPU_SECONDS || answer.megabytes > MOST_MEGABYTES;
        if (isTooMuch || faults.length > 0) reader.end();
        if (isTooMuch) throw new Error(`${answer.cpuSeconds} s, ${answer.megabytes} MB`);
        if (faults.length > 0) throw new Error(faults.join('\n'));
      });
      const start = performance.now();
      try {
        await fc.assert(property, { numRuns: Math.ceil(RUNS / PROCESSES), seed });
      } finally {
        reader.end();
      }
      const seconds = (performance.now() - start) / 1000;
      const list = [...ends].sort(([, a], [, b]) => b - a).map(([kind, times]) => `${kind} ${times}`);
      process.stderr.write(
        `fuzz, seed ${seed}: ${damages} damages in ${seconds.toFixed(0)} s, at most ${cpuSeconds.toFixed(1)} s and ${megabytes.toFixed(0)} MB; ${list.join(', ')}\n`,
      );
    },
  );
});
