import { open, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LongTask } from '../../../src/core/signal.ts';
import { InferenceProcess } from '../../../src/node/inference/process.ts';
import { LocalComparer } from '../../../src/node/neighbours/comparer.ts';
import { ThreadProjector } from '../../../src/node/projection/projector.ts';
import { readTask, report } from '../subject.ts';

/*
 * Our way from vectors in memory to a layout in memory, as the extension host goes it: exact neighbours, as many
 * as the product keeps, then a thread that lays out. Its threads and processes start within the clock.
 */

/** As many as t-SNE of perplexity 30 takes; UMAP takes the first of them. */
const NEIGHBOURS = 90;
const SEED = 42;

const methods: Readonly<Record<string, 'umap' | 'tsne' | undefined>> = {
  'lexiclip-umap': 'umap',
  'lexiclip-tsne': 'tsne',
};

const { subject, vectors, dimension, layout } = readTask() as {
  subject: string;
  vectors: string;
  dimension: number;
  layout: string;
};
const dist = path.resolve(import.meta.dirname, '../../../dist');
const projectionEntry = path.join(dist, 'workers/projection.js');
const logger = {
  info: () => undefined,
  warn: (message: string) => process.stderr.write(`${message}\n`),
};
const another = (): InferenceProcess => new InferenceProcess(path.join(dist, 'workers/inference.js'), logger);
const comparer = new LocalComparer(another, projectionEntry);
const projector = new ThreadProjector(projectionEntry);
const task: LongTask = { signal: new AbortController().signal, onProgress: () => undefined };
/** Where the product has them: in memory that threads share. */
const shared = new Uint8Array(new SharedArrayBuffer((await stat(vectors)).size));
const file = await open(vectors);
await file.read(shared);
await file.close();
const set = { vectors: new Float32Array(shared.buffer), dimension };
const k = Math.min(NEIGHBOURS, set.vectors.length / dimension - 1);

const start = performance.now();
const graph = await comparer.nearest({ ...set, k }, task);
const method = methods[subject];
const projection =
  method === undefined
    ? undefined
    : await projector.project(method, { ...set, graph, parameters: {}, seed: SEED }, task);
const wallSeconds = (performance.now() - start) / 1000;
if (projection !== undefined) await writeFile(layout, Float32Array.from(projection.layout));
report({ wallSeconds });
