import { createHash } from 'node:crypto';
import { cp, lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pLimit from 'p-limit';
import { Collection } from '../../src/core/collection/collection.ts';
import { EmbeddingFiles } from '../../src/core/collection/embeddings.ts';
import { FolderStore } from '../../src/node/collection/folder-store.ts';
import { sha256 } from '../../src/node/sha256.ts';
import { writeTinyClip } from '../fakes/clip/model-folder.ts';
import { lexiclip, root, type CliOptions, type CliResult } from './cli.ts';

/* One collection that is explored once, and copied for each test that harms it. */

/** A small model, which is loaded at once: what is harmed here is files, whatever their vectors mean. */
export const MODEL = 'tiny-clip-fp32';
export const JOURNAL = `cache/embeddings/${MODEL}.journal-left.jsonl`;

/** As commands are typed, without what all of them take. */
export const commands = {
  fetch: ['fetch', 'cat', 'dog', '--count', '4', '--source', 'sample'],
  embed: ['embed'],
  project: ['project', '--method', 'pca'],
  search: ['search', 'like:noto-cat'],
  duplicates: ['duplicates'],
  outliers: ['outliers'],
  clusters: ['clusters'],
  export: ['export'],
  explore: ['explore', 'cat', 'dog', '--count', '4', '--source', 'sample', '--method', 'pca'],
} as const;
export type CommandName = keyof typeof commands;

/** Far more than any command takes here; what is not done by then hangs. */
const BOUND_MS = 90_000;

/** For tests whose processes wait for those of others, where others use the machine as well. */
export const BUSY_MS = 600_000;

/** Processes at once: each has threads and a process of its own. */
export const someAtOnce = pLimit(3);

/** The description of the model; written with the first collection. */
let tinyModel = '';

export class ExploredCollections {
  readonly #folder: string;
  #made = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Explores the sample once, with two maps, and leaves the journal of a dead run beside the vectors. */
  static async explore(): Promise<ExploredCollections> {
    const made = new ExploredCollections(await mkdtemp(path.join(tmpdir(), 'lexiclip-explored-')));
    await mkdir(made.base);
    tinyModel = await writeTinyClip(path.join(made.#folder, 'model'));
    const { status, stderr } = await run(made.base, [...commands.explore, '--method', 'pca,umap']);
    if (status !== 0) throw new Error(stderr);
    const store = new FolderStore(path.join(made.base, '.lexiclip'));
    const turn = await store.takeTurn({ signal: new AbortController().signal, onProgress: () => undefined });
    const files = new EmbeddingFiles(new Collection(store), sha256, MODEL);
    const embeddings = await files.read();
    if (embeddings === undefined) throw new Error('nothing was embedded');
    const journal = await files.startJournal('left', embeddings);
    // Which batch was finished first is anyone's guess.
    const rows = ['noto-cat', 'noto-dog'].flatMap((id) => embeddings.rows.get(id) ?? []);
    if (rows.length < 2) throw new Error('the sample has other images');
    await journal.append(rows);
    await turn.release();
    return made;
  }

  /** The description of the model that embedded it. */
  get model(): string {
    return tinyModel;
  }

  /** The workspace that was explored. */
  get base(): string {
    return path.join(this.#folder, 'base');
  }

  /** A workspace with a copy of the collection. */
  async copy(): Promise<string> {
    const workspace = await this.empty();
    await cp(this.base, workspace, { recursive: true });
    return workspace;
  }

  /** A folder of its own, which goes with the others. */
  async empty(): Promise<string> {
    const workspace = path.join(this.#folder, String(this.#made++));
    await mkdir(workspace);
    return workspace;
  }

  remove(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

export interface Run extends CliResult {
  readonly output: string;
}

/** Runs a command on a workspace. Rejects where it does not end, or tells what only programmers understand. */
export async function run(
  workspace: string,
  command: readonly string[],
  how: Pick<CliOptions, 'env' | 'under'> = {},
): Promise<Run> {
  const model = ['--model', tinyModel, '--device', 'cpu'];
  const isNamed = command[0] !== 'export' || command.includes('--output');
  const output = isNamed ? [] : ['--output', pageOf(workspace)];
  const bounded = AbortSignal.timeout(BOUND_MS);
  const result = await lexiclip([...command, ...output, '--workspace', workspace, ...model], {
    ...how,
    signal: bounded,
  });
  const said = result.stdout + result.stderr;
  if (bounded.aborted) throw new Error(`${command.join(' ')} did not end:\n${said}`);
  if (RAW.test(said)) throw new Error(`${command.join(' ')} says what no user understands:\n${said}`);
  return { ...result, output: said };
}

/** Traces, and texts of zod's, of JavaScript's and of the system's own errors. */
const RAW =
  /^\s+at .+:\d+:\d+\)?$|ZodError|\b(?:Type|Range|Syntax|Reference)Error\b|\bE(?:NOENT|ISDIR|NOTDIR|ACCES|PERM|LOOP|EXIST|INVAL|NXIO)\b|ERR_|undefined|\[object|Maximum call stack|out of turn|is not a function|null \(reading|Invalid array length|Invalid input|no path in a collection/m;

/** Where `export` writes the page of a workspace: beside it. */
export function pageOf(workspace: string): string {
  return `${workspace}.html`;
}

export const inCollection = (workspace: string, name: string): string =>
  path.join(workspace, '.lexiclip', ...name.split('/'));

/** Every file below a folder with its kind, time and content: equal where nothing has changed. */
export async function fingerprint(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true })).sort();
  const marks = ['.', ...names].map(async (name): Promise<[string, string]> => {
    const file = path.join(folder, name);
    const found = await lstat(file);
    let content = '';
    if (found.isFile())
      content = createHash('sha256')
        .update(await readFile(file))
        .digest('hex');
    else if (found.isSymbolicLink()) content = await readlink(file);
    return [name, [found.mode, found.mtimeMs, found.size, content].join(' ')];
  });
  return Object.fromEntries(await Promise.all(marks));
}

/** The regular files below a folder whose bytes hold a text; links are not followed. */
export async function filesWith(folder: string, text: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    if ((await readFile(file)).includes(text)) found.push(path.relative(folder, file));
  }
  return found;
}

/** A picture that no collection of these tests has. */
export const foreignPicture = path.join(root, 'media/sample/tomato/noto-tomato.webp');

export async function replaceText(file: string, from: string, to: string): Promise<void> {
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll(from, to));
}
