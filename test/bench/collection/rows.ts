import { renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { encodeJson } from '../../../src/core/collection/json.ts';
import { conceptSlug, promptPath } from '../../../src/core/collection/paths.ts';
import { duplicatesLoop, outliersLoop, searchLoop } from './arithmetic.ts';
import { measure, type Cost } from './clock.ts';
import * as explorer from './explorer-host.ts';
import { post, messageMb } from './posted.ts';
import type { GeneratedImage } from './records.ts';
import { dimensionOf } from './shape.ts';

/** The input of a row. */
export interface RowTask {
  /** Absolute path of the folder that holds `dist/`. */
  readonly installation: string;
  /** Absolute. */
  readonly workspace: string;
  /** How many images its collection has. */
  readonly n: number;
  /** Three images that the map shows; `last` is of the last, largest concept. */
  readonly image: GeneratedImage;
  readonly last: GeneratedImage;
  readonly other: GeneratedImage;
}

/** A row's cost and other measures. */
export type RowMeasures = Cost & Readonly<Record<string, number>>;
type RowWork = (task: RowTask) => Promise<RowMeasures>;

/** In the order in which they run: `open-cold` leaves the index that the others find. */
export const rows: Readonly<Record<string, RowWork>> = {
  /** Opens tree and map without an index. */
  async 'open-cold'(task) {
    await explorer.removeIndexCache(task);
    return openAndClose(task);
  },

  /** The same again, in a new process. */
  'open-warm': openAndClose,

  /** The rows that the sidebar shows first, and those of the largest concept. */
  async tree(task) {
    const host = await explorer.openCollection(task);
    const { cost, answer } = await measure(async () => {
      const roots = await explorer.rootRows(host);
      return [...roots, ...(await explorer.listedWith(host, task.last.concept, task.last.id))].length;
    });
    return { ...cost, rows: answer };
  },

  /** What a map costs beside the index, which is in memory once the sidebar shows. */
  async map(task) {
    const host = await explorer.openCollection(task);
    await explorer.indexInMemory(host);
    const { cost, answer } = await measure(async () => {
      const message = await explorer.mapMessage(host);
      post(message);
      return message;
    });
    return { ...cost, messageMb: messageMb(answer) };
  },

  async 'open-prompt'(task) {
    const host = await openShown(task);
    const { cost, answer } = await measure(() => explorer.promptOf(host, task.image.id));
    if (answer?.text.includes(task.image.id) !== true) throw new Error('another prompt was opened');
    return { ...cost };
  },

  async 'one-file-changed'(task) {
    const { image } = task;
    const host = await openShown(task);
    const file = promptPath(conceptSlug(image.concept), image.id);
    // A new text each time: the collection outlives the row.
    const prompt = `changed by another program at ${performance.timeOrigin}`;
    replace(path.join(task.workspace, '.lexiclip', file), { ...image.raw, prompt, lexiclip: image.mark });
    const { cost, answer } = await measure(async () => {
      const message = await explorer.changedFile(host, file);
      post(message);
      const prompt = await explorer.promptMessage(host, image.id);
      return { prompt: post(prompt), rows: await explorer.listedWith(host, image.concept, image.id) };
    });
    if (!answer.rows.includes(prompt)) throw new Error('the tree does not know of the change');
    if (!answer.prompt.json.includes(prompt)) throw new Error('the map does not know of the change');
    return { ...cost };
  },

  /** Words in prompts: the first keystroke, and the median and the slowest of those after it. */
  async searchbox(task) {
    const host = await openShown(task);
    const { prompt } = task.image.raw;
    const words = (typeof prompt === 'string' ? prompt : '').split(/\s+/).slice(0, 3).join(' ');
    const keystrokes = Array.from({ length: words.length }, (_, at) => words.slice(0, at + 1));
    const { cost } = await measure(() => explorer.searchWords(host, words));
    const times: number[] = [];
    for (const typed of [...keystrokes, ...keystrokes.toReversed(), 'a', `-${words}`]) {
      const start = performance.now();
      post(await explorer.searchWords(host, typed));
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    return {
      ...cost,
      keystrokeMs: times[Math.floor(times.length / 2)] ?? NaN,
      slowestKeystrokeMs: times.at(-1) ?? NaN,
    };
  },

  async search(task) {
    const host = await openShown(task);
    const { image, last, other } = task;
    // Two images with weights: no list of neighbours has the answer, so the vectors are ranked.
    const queries = [last, other].map(({ id }) => `like:${image.id} + 0.5:like:${id}`);
    const measures = await repeated((round) => explorer.search(host, queries[round % 2] ?? ''));
    const arithmeticSeconds = await arithmetic(searchLoop(folderOf(task), task.n));
    return { ...measures, arithmeticSeconds, dimension: dimensionOf(task.n) };
  },

  async outliers(task) {
    const host = await openShown(task);
    const measures = await repeated(() => explorer.outliers(host));
    return { ...measures, arithmeticSeconds: await arithmetic(outliersLoop(folderOf(task), task.n)) };
  },

  async duplicates(task) {
    const host = await openShown(task);
    const measures = await repeated(() => explorer.duplicates(host));
    return { ...measures, arithmeticSeconds: await arithmetic(duplicatesLoop(folderOf(task), task.n)) };
  },

  async export(task) {
    const host = await explorer.openCollection(task);
    const output = path.join(task.workspace, 'export.html');
    const { cost } = await measure(() => explorer.exportPage(host, output));
    return { ...cost, pageMb: statSync(output).size / 1e6 };
  },
};

/** Until tree and map show; then, beside it, what goes on in the background and leaves the index for the next process. */
async function openAndClose(task: RowTask): Promise<RowMeasures> {
  const { cost, answer: host } = await measure(() => openAndShow(task));
  const { cost: check } = await measure(() => explorer.checkFiles(host));
  explorer.closeCollection(host);
  return {
    ...cost,
    checkCpuSeconds: check.cpuSeconds,
    checkMaxHoldMs: check.maxHoldMs,
    checkFilesRead: check.filesRead,
  };
}

async function openAndShow(task: RowTask): Promise<explorer.ExplorerHost> {
  const host = await explorer.openCollection(task);
  await explorer.rootRows(host);
  post(await explorer.mapMessage(host));
  return host;
}

/** A collection that has been open for a while. */
async function openShown(task: RowTask): Promise<explorer.ExplorerHost> {
  const host = await openAndShow(task);
  await explorer.checkFiles(host);
  return host;
}

/** The median is without what compiling takes. */
const REPETITIONS = 25;

/** The cost of the first time, and of the median repetition: what was read the first time may still be in memory. */
async function repeated(work: (round: number) => Promise<readonly string[]>): Promise<RowMeasures> {
  const { cost, answer } = await measure(() => work(0));
  const again: Cost[] = [];
  for (let round = 1; round <= REPETITIONS; round++) {
    const { cost: next, answer: found } = await measure(() => work(round));
    if (answer.length === 0 || found.length === 0) throw new Error('nothing was found');
    again.push(next);
  }
  const againFilesRead = Math.max(...again.map(({ filesRead }) => filesRead));
  return { ...cost, againCpuSeconds: medianCpuSeconds(again), againFilesRead };
}

/** By the same clock: the processor, and its caches, are as cold before each round. */
async function arithmetic(loop: () => unknown): Promise<number> {
  const costs: Cost[] = [];
  for (let round = 0; round <= REPETITIONS; round++)
    costs.push((await measure(() => Promise.resolve(loop()))).cost);
  return medianCpuSeconds(costs.slice(1));
}

function medianCpuSeconds(costs: readonly Cost[]): number {
  const sorted = costs.map(({ cpuSeconds }) => cpuSeconds).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function folderOf({ workspace }: RowTask): string {
  return path.join(workspace, '.lexiclip');
}

/** As another program would: written beside the file and renamed. */
function replace(file: string, content: unknown): void {
  const temporary = path.join(path.dirname(file), 'temporary');
  writeFileSync(temporary, encodeJson(content));
  renameSync(temporary, file);
}
