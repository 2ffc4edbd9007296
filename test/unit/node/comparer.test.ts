import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Progress } from '../../../src/core/signal.ts';
import { InferenceProcess } from '../../../src/node/inference/process.ts';
import { LocalComparer } from '../../../src/node/neighbours/comparer.ts';
import { ProcessComparer } from '../../../src/node/neighbours/process-comparer.ts';
import { ThreadComparer } from '../../../src/node/neighbours/thread-comparer.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { silentLogger } from '../../fakes/fixed-clock.ts';
import { groupedVectors } from '../../fakes/vectors.ts';
import { differences, plainNeighbours } from '../neighbours/reference.ts';

/** Built by `npm run build`. */
const inferenceEntry = path.resolve(import.meta.dirname, '../../../dist/workers/inference.js');

let folder: string;
let started: InferenceProcess[];
const another = (): InferenceProcess => {
  const process = new InferenceProcess(inferenceEntry, silentLogger);
  started.push(process);
  return process;
};

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lexiclip-comparer-'));
  started = [];
});
afterEach(async () => {
  for (const process of started) process.dispose();
  await rm(folder, { recursive: true, force: true });
});

function taskOf(signal = new AbortController().signal): {
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
  told: Progress[];
} {
  const told: Progress[] = [];
  return { signal, told, onProgress: (progress) => told.push(progress) };
}

/** The entry of a thread that runs this for each request, with `id`, `method` and `params` in reach. */
async function threadThat(answers: string): Promise<string> {
  const entry = path.join(folder, 'thread.cjs');
  const program = `const { parentPort } = require('node:worker_threads');
    parentPort.on('message', ({ id, method, params }) => { ${answers} });`;
  await writeFile(entry, program);
  return entry;
}

/** Enough for a hundred blocks: seconds of work. */
const much = { vectors: groupedVectors(12_000, 64), dimension: 64, k: 90 };

describe('the process that compares', () => {
  it('finds the nearest of a plain search, and tells how far it is', async () => {
    // Two pieces on the way.
    const set = { vectors: groupedVectors(150, 7200), dimension: 7200 };
    const task = taskOf();
    const graph = await new ProcessComparer(another).nearest({ ...set, k: 10 }, task);
    expect(differences(graph, plainNeighbours(set.vectors, set.dimension, 10))).toEqual([]);
    expect(task.told.at(-1)).toMatchObject({ stage: 'compare', message: '100 %' });
  });

  it('measures the quality of a map', async () => {
    const set = { vectors: groupedVectors(500, 16), dimension: 16 };
    const comparer = new ProcessComparer(another);
    const graph = await comparer.nearest({ ...set, k: 20 }, taskOf());
    const layout = Float64Array.from(set.vectors.filter((_, at) => at % 16 < 2));
    const { mark, distortion } = await comparer.quality({ ...set, layout, dimensions: 2, graph }, taskOf());
    expect(mark.k).toBe(15);
    expect(distortion).toHaveLength(500);
  });

  it('is one for each call, and ends with it', async () => {
    const comparer = new ProcessComparer(another);
    const set = { vectors: groupedVectors(100, 8), dimension: 8, k: 5 };
    const graph = await comparer.nearest(set, taskOf());
    expect(await comparer.nearest(set, taskOf())).toEqual(graph);
    expect(started.map(({ pid }) => pid)).toEqual([undefined, undefined]);
  });

  it('stops at once when it is told to', async () => {
    const comparer = new ProcessComparer(another);
    const controller = new AbortController();
    const onProgress = (): void => controller.abort();
    await expect(comparer.nearest(much, { signal: controller.signal, onProgress })).rejects.toThrow('abort');
    expect(started[0]?.pid).toBeUndefined();
  });

  it('says so when it dies', async () => {
    const comparer = new ProcessComparer(another);
    const onProgress = (): void => {
      const pid = started[0]?.pid;
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    };
    const failure = await failureOf(comparer.nearest(much, { ...taskOf(), onProgress }));
    expect(failure).toEqual({ kind: 'inference-crashed', detail: 'SIGKILL' });
  });
});

describe('the thread that compares', () => {
  it('ends at once when it is told to', async () => {
    const comparer = new ThreadComparer(await threadThat('for (;;);'));
    const controller = new AbortController();
    const run = comparer.nearest({ ...much, k: 5 }, { ...taskOf(), signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(run).rejects.toThrow('abort');
  });

  it('says what went wrong in it', async () => {
    const error = `parentPort.postMessage({ id, error: { name: 'RangeError', message: 'out of memory' } });`;
    const comparer = new ThreadComparer(await threadThat(error));
    await expect(comparer.nearest(much, taskOf())).rejects.toThrow('out of memory');
  });
});

describe('a comparison', () => {
  const own = `parentPort.postMessage({ id, result: 'the thread ' + method });`;

  it('of few is done in a thread, of many in the process', async () => {
    const comparer = new LocalComparer(another, await threadThat(own));
    const few = { vectors: groupedVectors(100, 8), dimension: 8, k: 5 };
    expect(await comparer.nearest(few, taskOf())).toBe('the thread nearest');
    expect(started).toEqual([]);
    const graph = await comparer.nearest(much, taskOf());
    expect(graph.count).toBe(12_000);
    // With all but a few known, little is left to do.
    const rowNow = Int32Array.from({ length: graph.count }, (_, row) => row);
    const known = { graph, rowNow };
    expect(await comparer.nearest({ ...much, known }, taskOf())).toBe('the thread nearest');
  });

  it('refuses what is not finite', async () => {
    const comparer = new LocalComparer(another, await threadThat(own));
    const vectors = Float32Array.of(1, 0, NaN, 1);
    await expect(comparer.nearest({ vectors, dimension: 2, k: 1 }, taskOf())).rejects.toThrow(
      new RangeError('a vector has numbers that are not finite'),
    );
  });

  it('that is cancelled starts nothing', async () => {
    const comparer = new LocalComparer(another, await threadThat(own));
    await expect(comparer.nearest(much, taskOf(AbortSignal.abort()))).rejects.toThrow('abort');
    expect(started).toEqual([]);
  });
});
