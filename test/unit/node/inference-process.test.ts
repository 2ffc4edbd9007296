import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { InferenceProcess } from '../../../src/node/inference/process.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { silentLogger } from '../../fakes/fixed-clock.ts';

let folder: string;
let running: InferenceProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lexiclip-process-'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  running?.dispose();
  await rm(folder, { recursive: true, force: true });
});

/** Probes a provider in a process that runs this program. */
async function probe(program: string): Promise<unknown> {
  const entry = path.join(folder, 'program.cjs');
  await writeFile(entry, program);
  running = new InferenceProcess(entry, silentLogger);
  return running.client().call('probe', { provider: 'cpu' }, new AbortController().signal);
}

it.each([
  [`throw new Error('libvips.so: no such file');`, 'exit status 1: Error: libvips.so: no such file'],
  [`console.error('glibc is too old'); process.exit(7);`, 'exit status 7: glibc is too old'],
  [`process.kill(process.pid, 'SIGKILL');`, 'SIGKILL'],
])('a process that ends says why: %s', async (program, detail) => {
  expect(await failureOf(probe(program))).toEqual({ kind: 'inference-crashed', detail });
});

it('is started anew by the call after its end', async () => {
  await expect(probe('process.exit(1);')).rejects.toThrow();
  const entry = path.join(folder, 'program.cjs');
  await writeFile(entry, `process.on('message', ({ id }) => process.send({ id, result: null }));`);
  const again = running?.client().call('probe', { provider: 'cpu' }, new AbortController().signal);
  expect(await again).toBeNull();
});

it('is started without the telemetry of onnxruntime, also where the user had it on', async () => {
  vi.stubEnv('ORT_DISABLE_TELEMETRY', '0');
  const program = `process.on('message', ({ id }) => process.send({ id, result: process.env.ORT_DISABLE_TELEMETRY }));`;
  expect(await probe(program)).toBe('1');
});
