import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { STAND_IN } from '../../../src/core/embed/models.ts';
import type { Progress } from '../../../src/core/signal.ts';
import { ProcessEmbedder } from '../../../src/node/inference/embedder.ts';
import { PlanChooser } from '../../../src/node/inference/plan-chooser.ts';
import { InferenceProcess } from '../../../src/node/inference/process.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { silentLogger } from '../../fakes/fixed-clock.ts';

/* Devices that fail, played by programs in the place of the inference process. */

let folder: string;
let running: InferenceProcess[] = [];
const task = { signal: new AbortController().signal, onProgress: (): void => undefined };

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lexiclip-embedder-'));
  await writeFile(path.join(folder, 'model.onnx'), 'a model');
});
afterEach(async () => {
  for (const each of running) each.dispose();
  running = [];
  await rm(folder, { recursive: true, force: true });
});

/** An embedder over a process that answers as `answers` says: a function of method, parameters and how often. */
async function embedder(answers: string): Promise<ProcessEmbedder> {
  const entry = path.join(folder, 'program.cjs');
  const program = `
    const calls = {};
    const answers = ${answers};
    process.on('message', ({ id, method, params }) => {
      calls[method] = (calls[method] ?? 0) + 1;
      try {
        process.send({ id, result: answers(method, params, calls[method]) });
      } catch (error) {
        process.send({ id, error: { name: 'Error', message: error.message } });
      }
    });`;
  await writeFile(entry, program);
  const start = (): InferenceProcess => {
    const started = new InferenceProcess(entry, silentLogger);
    running.push(started);
    return started;
  };
  const file = path.join(folder, 'model.onnx');
  return new ProcessEmbedder({
    model: { ...STAND_IN, file },
    device: 'auto',
    process: start(),
    spawnProcess: start,
    files: { image: () => Promise.resolve({ file, sha256: 'digest', precision: 'int8' }) },
    planner: new PlanChooser(folder, silentLogger),
    logger: silentLogger,
  });
}

const images = Array.from({ length: 48 }, (_, index) => ({
  id: String(index),
  folder: '/',
  path: 'x.png',
  sha256: '',
}));
const vectors = 'params.images.map(({ id }) => ({ id, vector: Float32Array.of(1) }))';

describe('a GPU', () => {
  it('that dies at batch 7 ends the run with a message; what was finished stands', async () => {
    const dying = await embedder(`(method, params, call) => {
      if (method !== 'embed') return null;
      if (call === 7) throw new Error('CUDA error 719: unspecified launch failure');
      return ${vectors};
    }`);
    const ready = await dying.load(task, images.length);
    const finished: string[] = [];
    const run = (async () => {
      for await (const batch of ready.embed(images, task.signal)) finished.push(...batch.map(({ id }) => id));
    })();
    const failure = await failureOf(run);
    expect(failure).toMatchObject({
      kind: 'device-failed',
      detail: 'CUDA error 719: unspecified launch failure',
    });
    // Six requests of four, and those that were under way with the seventh.
    const ids = images.map(({ id }) => id);
    expect(finished).toEqual(expect.arrayContaining([...ids.slice(0, 24), ...ids.slice(28, 32)]));
    expect(finished).not.toContain('24');
  });

  it('that takes its process along is tried again, and then told', async () => {
    const crashing = await embedder(`(method, params, call) => {
      if (method === 'embed' && call === 3) process.kill(process.pid, 'SIGSEGV');
      return method === 'embed' ? ${vectors} : null;
    }`);
    const ready = await crashing.load(task, images.length);
    const finished: string[] = [];
    const run = (async () => {
      for await (const batch of ready.embed(images, task.signal)) finished.push(...batch.map(({ id }) => id));
    })();
    expect(await failureOf(run)).toMatchObject({ kind: 'inference-crashed' });
    expect(finished.length).toBeGreaterThanOrEqual(2);
    expect(finished.length).toBeLessThan(images.length);
  });

  it('that does not prove itself leaves the CPU, and the reason is told', async () => {
    const proving = await embedder(`(method, params) => {
      if (method === 'probe' && params.provider === 'cuda') throw new Error('Failed to load shared library');
      if (method === 'load' && params.provider !== 'cpu')
        throw new Error("its vectors differ from the CPU's (cosine 0.5310)");
      return null;
    }`);
    const { device } = await proving.load(task, images.length);
    expect(device.provider).toBe('cpu');
    if (process.platform === 'linux' && process.arch === 'x64')
      expect(device.reason).toBe(
        "no GPU can be used (CUDA: its libraries are not installed; WebGPU: its vectors differ from the CPU's (cosine 0.5310))",
      );
  });
});

describe('a model that no device takes', () => {
  it('is told by its path', async () => {
    const refusing = await embedder(`(method) => {
      if (method === 'load') throw new Error('Protobuf parsing failed.');
      return null;
    }`);
    const failure = await failureOf(refusing.load(task, images.length));
    expect(failure).toMatchObject({ kind: 'model-unusable', detail: 'Protobuf parsing failed.' });
  });
});

describe('the measurement', () => {
  const measured = `(method, params, call) => {
    if (method === 'measure') return params.threads.map((threads) =>
      ({ threads, batch: 1, imagesPerSecond: threads === 1 ? 30 : 40, identical: true }));
    return method === 'embed' ? ${vectors} : null;
  }`;
  const unmeasured = measured.replace("method === 'measure'", 'false');

  it('is made after the first of many images, once, and decides', async () => {
    const first = await embedder(measured);
    const told: string[] = [];
    const telling = { ...task, onProgress: ({ stage }: Progress) => told.push(stage) };
    const { plan, embed } = await first.load(telling, 1000);
    expect(plan?.reason).toContain('after the first 32 images');
    let [done, before] = [0, NaN];
    for await (const batch of embed(images, task.signal)) {
      if (!told.includes('measure')) before = done + batch.length;
      done += batch.length;
    }
    expect([before, done]).toEqual([32, 48]);
    const again = await embedder(unmeasured);
    const known = (await again.load(task, 1000)).plan;
    expect(known?.reason).toContain('fastest of those measured');
    expect((await again.load(task, 10)).plan).toEqual(known);
  });

  it('is not made for few images', async () => {
    const few = await embedder(measured);
    const told: string[] = [];
    const { plan, embed } = await few.load({ ...task, onProgress: ({ stage }) => told.push(stage) }, 48);
    let done = 0;
    for await (const batch of embed(images, task.signal)) done += batch.length;
    expect(done).toBe(48);
    expect(told).not.toContain('measure');
    expect(plan?.reason).toContain('only 48 images');
  });

  it('is made at once where that is asked for, and what was measured before is forgotten', async () => {
    const asked = await embedder(measured);
    await writeFile(path.join(folder, 'measurements.json'), JSON.stringify({ 'another model': [] }));
    const { plan, device } = await asked.measure(task);
    expect(plan?.reason).toContain('fastest of those measured');
    expect(device.provider).toBe(process.platform === 'linux' && process.arch === 'x64' ? 'cuda' : 'cpu');
    expect(await readFile(path.join(folder, 'measurements.json'), 'utf8')).not.toContain('another model');
  });

  it('that fails leaves the way as it was', async () => {
    const failing = await embedder(
      measured.replace(
        "=== 'measure') return",
        "=== 'measure') throw new Error('no'); else if (false) return",
      ),
    );
    const { embed } = await failing.load(task, 1000);
    const finished: string[] = [];
    for await (const batch of embed(images, task.signal)) finished.push(...batch.map(({ id }) => id));
    expect(finished).toEqual(images.map(({ id }) => id));
  });
});

describe('several processes', () => {
  it('are fewer where one of them cannot load the model', async () => {
    const measured = `(method, params, call) => {
      if (method === 'measure') return params.threads.map((threads) =>
        ({ threads, batch: 1, imagesPerSecond: 30, identical: true }));
      const loaded = __dirname + '/loaded';
      if (method === 'load' && fs.existsSync(loaded) && fs.readFileSync(loaded, 'utf8') !== String(process.pid))
        throw new Error('bad allocation');
      if (method === 'load') fs.writeFileSync(loaded, String(process.pid));
      return method === 'embed' ? ${vectors} : null;
    }`;
    const some = await embedder(`(() => { const fs = require('node:fs'); return ${measured}; })()`);
    const ready = await some.load(task, 1000);
    const finished: string[] = [];
    for await (const batch of ready.embed(images, task.signal)) finished.push(...batch.map(({ id }) => id));
    expect(finished).toEqual(images.map(({ id }) => id));
  });
});
