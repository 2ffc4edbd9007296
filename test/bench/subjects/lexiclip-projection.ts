import { writeFile } from 'node:fs/promises';
import type { LongTask } from '../../../src/core/signal.ts';
import { lexiclipTools, readVectors } from '../lexiclip-tools.ts';
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
const { comparer, projector } = lexiclipTools();
const task: LongTask = { signal: new AbortController().signal, onProgress: () => undefined };
const set = { vectors: await readVectors(vectors), dimension };
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
