import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { YOUNG_GENERATION, type Row } from '../subject.ts';
import type { RowMeasures, RowTask } from './rows.ts';

/** Bundles the host as the extension is bundled: loading TypeScript sources takes 50 MB more. Returns the program. */
export async function buildHost(folder: string): Promise<string> {
  const outfile = path.join(folder, 'host.cjs');
  const entryPoints = [path.join(import.meta.dirname, 'host.ts')];
  await esbuild.build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'cjs' });
  const counter = [path.join(import.meta.dirname, 'count-opens.ts')];
  const counterFile = path.join(folder, 'count-opens.mjs');
  await esbuild.build({
    entryPoints: counter,
    outfile: counterFile,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
  return outfile;
}

/**
 * Runs a row in its own process. A row that fails or takes too long has `failed`, the reason.
 * @param host From `buildHost`.
 */
export async function runRow(host: string, row: string, task: RowTask, limitSeconds: number): Promise<Row> {
  const counter = pathToFileURL(path.join(path.dirname(host), 'count-opens.mjs')).href;
  const options = [
    '--expose-gc',
    YOUNG_GENERATION,
    '--import',
    counter,
    host,
    JSON.stringify({ ...task, row }),
  ];
  const child = spawn(process.execPath, options, {
    // Keeps the bench out of the user's own configuration.
    env: { ...process.env, LEXICLIP_CONFIG: path.join(task.workspace, 'config') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const outOfTime = new AbortController();
  const limit = setTimeout(() => {
    outOfTime.abort();
    child.kill('SIGKILL');
  }, limitSeconds * 1000);
  const [output, errors, [status, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null, string | null]>,
  ]);
  clearTimeout(limit);
  if (status === 0) return { subject: row, n: task.n, ...(JSON.parse(output) as RowMeasures) };
  const failed = outOfTime.signal.aborted
    ? `no result after ${limitSeconds} s`
    : (reasonIn(errors) ?? `it ended with ${String(status ?? signal)}`);
  return { subject: row, n: task.n, cpuSeconds: NaN, wallSeconds: NaN, peakMb: NaN, failed };
}

/** The line in which Node prints the error. */
function reasonIn(errors: string): string | undefined {
  const lines = errors.split('\n').map((line) => line.trim());
  return lines.find((line) => /^(\[?\w*Error\b|FATAL ERROR)/.test(line));
}
