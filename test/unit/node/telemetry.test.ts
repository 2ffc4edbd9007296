import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterEach, expect, it, vi } from 'vitest';
import { TELEMETRY_OFF, turnTelemetryOff } from '../../../src/node/inference/telemetry.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('is off in the processes that run tests', () => expect(process.env).toMatchObject(TELEMETRY_OFF));

it('is off whatever the process was started with', () => {
  vi.stubEnv('ORT_DISABLE_TELEMETRY', '0');
  turnTelemetryOff();
  expect(process.env).toMatchObject(TELEMETRY_OFF);
});

/** Turns it off in a thread that begins with the variables; resolves as the thread ends. */
async function inThread(env: NodeJS.ProcessEnv): Promise<unknown> {
  const module = pathToFileURL(path.resolve(import.meta.dirname, '../../../src/node/inference/telemetry.ts'));
  const program = `import('${module.href}').then(({ turnTelemetryOff }) => turnTelemetryOff())`;
  return once(new Worker(program, { eval: true, env, execArgv: [] }), 'exit');
}

it('cannot be turned off in a thread, where the library does not see it', async () => {
  await expect(inThread({})).rejects.toThrow('in the main thread');
  expect(await inThread(TELEMETRY_OFF)).toEqual([0]);
});
