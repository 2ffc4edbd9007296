import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { EXAMPLE_CONCEPTS } from '../src/core/concepts.ts';
import { build } from './build.ts';
import { packageVsix } from './package.ts';
import { openDesktop } from './real-vscode/desktop.ts';
import { writeOpener } from './real-vscode/extension-folder.ts';
import { startCodeServer } from './real-vscode/server.ts';
import { NotAvailableHere } from './real-vscode/tools.ts';

/*
 * `npm start [-- --headless] [-- --yes]`: the main job over the built-in sample, and the map of it in a VS Code: the
 * one on the PATH, else a real one that is served on this machine. `--headless`: the map is a page in a file.
 * `--yes`: CLIP may be downloaded; without it, the stand-in model serves where CLIP is not.
 */

const root = join(import.meta.dirname, '..');
const demo = join(root, 'demo');

say('Building …');
await build();
await mkdir(demo, { recursive: true });
say('Exploring twelve concepts of the built-in sample …');
const consent = process.argv.includes('--yes') ? ['--yes'] : [];
const request = [...EXAMPLE_CONCEPTS, '--count', '10', '--source', 'sample', '--workspace', demo, ...consent];
const { standIn } = JSON.parse(await lexiclip('explore', ...request, '--json')) as { standIn: boolean };
if (standIn)
  say('It stands in for CLIP, which is not on this machine. To download and use CLIP: npm start -- --yes');
await writeSettings(standIn ? { 'lexiclip.model': join(root, 'build/models/resnet50-imagenet.onnx') } : {});

if (process.argv.includes('--headless')) await exportPage();
else if (!(await openDesktop(demo, root))) await serve();

/** What made the map goes on making maps in the demo, so that rerunning and exploring ask for no download. */
async function writeSettings(settings: object): Promise<void> {
  await mkdir(join(demo, '.vscode'), { recursive: true });
  await writeFile(join(demo, '.vscode/settings.json'), `${JSON.stringify(settings, undefined, 2)}\n`);
}

async function exportPage(): Promise<void> {
  const page = join(demo, 'map.html');
  await lexiclip('export', '--workspace', demo, '--output', page);
  say(`The map: ${page}`);
}

/** Serves until Ctrl+C. */
async function serve(): Promise<void> {
  say('There is no VS Code to open on this machine: serving one.');
  const interruption = interrupted();
  const vsix = await packageVsix();
  // Short, since a socket lives in it.
  const home = await mkdtemp(join(tmpdir(), 'lexiclip-'));
  try {
    const extensionsDir = join(home, 'extensions');
    await writeOpener(extensionsDir);
    const server = await startCodeServer({ home, workspace: demo, vsix: [vsix], extensionsDir });
    say(`\n  The map is open in VS Code at\n\n    ${server.url}\n\n  Ctrl+C stops it.\n`);
    await interruption;
    await server.stop();
  } catch (error) {
    if (!(error instanceof NotAvailableHere)) throw error;
    say(`A VS Code to serve is ${error.message}. A page instead:`);
    await exportPage();
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function interrupted(): Promise<void> {
  // A signal handler alone does not keep Node alive.
  const alive = setInterval(() => undefined, 60_000);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  clearInterval(alive);
}

/** Runs the command line and answers what it prints; its progress is shown, its failure is ours. */
async function lexiclip(...args: readonly string[]): Promise<string> {
  // Nothing to read, so that it asks nothing: without `--yes`, CLIP is used where it is and never downloaded.
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  const child = spawn(process.execPath, [join(root, 'dist/cli.js'), ...args], { stdio: [...stdio] });
  const [printed, [status]] = await Promise.all([
    text(child.stdout),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  if (status !== 0) process.exit(status ?? 1);
  return printed;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
