import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { SkippedFiles } from '../../src/core/skipped.ts';

export const root = path.resolve(import.meta.dirname, '../..');
export const standIn = path.join(root, 'build/models/resnet50-imagenet.onnx');

export interface CliResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Called with each line that it tells, and a way to send it a signal. */
  readonly onLine?: (line: string, kill: (signal: NodeJS.Signals) => void, pid: number) => void;
  /** A program, with arguments, to run it under. */
  readonly under?: readonly string[];
  /** Kills it. */
  readonly signal?: AbortSignal;
}

/** Runs the built command line as a process of its own, as a user would. */
export async function lexiclip(
  args: readonly string[],
  { env = {}, onLine, under = [], signal }: CliOptions = {},
): Promise<CliResult> {
  const command = [...under, process.execPath, path.join(root, 'dist/cli.js'), ...args];
  const child = spawn(command[0] ?? '', command.slice(1), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const kill = (): void => void child.kill('SIGKILL');
  signal?.addEventListener('abort', kill);
  let stderr = '';
  const lines = createInterface({ input: child.stderr });
  lines.on('line', (line) => {
    stderr += `${line}\n`;
    onLine?.(line, (signal) => child.kill(signal), child.pid ?? NaN);
  });
  const [stdout, [status]] = await Promise.all([
    text(child.stdout),
    once(child, 'close') as Promise<[number | null]>,
    once(lines, 'close'),
  ]);
  signal?.removeEventListener('abort', kill);
  return { status, stdout, stderr };
}

/** What `lexiclip explore --json` prints; a stage alone prints its part of it. */
export interface Report {
  readonly concepts: readonly {
    readonly name: string;
    readonly fetched: number;
    readonly cached: number;
    readonly failed: readonly { readonly id: string; readonly reason: string }[];
  }[];
  readonly skipped: readonly SkippedFiles[];
  readonly embedded: number;
  readonly unreadable: readonly { readonly id: string; readonly reason: string }[];
  readonly model: string;
  readonly device: string;
  readonly deviceReason: string;
  readonly projections: readonly string[];
  readonly workspace: string;
}

/** What `--json` printed. */
export function report({ stdout }: CliResult): Report {
  return JSON.parse(stdout) as Report;
}

/** A folder for one test; remove it with `remove`. */
export async function makeWorkspace(): Promise<{ path: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lexiclip-test-'));
  return { path: folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}

export async function readJson<T>(workspace: string, file: string): Promise<T> {
  return JSON.parse(await readFile(path.join(workspace, '.lexiclip', file), 'utf8')) as T;
}

/** All files of the collection, relative to it, sorted. */
export async function collectionFiles(workspace: string): Promise<string[]> {
  const folder = path.join(workspace, '.lexiclip');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
}
