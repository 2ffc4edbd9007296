import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { seededRandom } from '../../../src/core/random.ts';
import { readTask, report } from '../subject.ts';

/*
 * A JavaScript peer from vectors in memory to a layout in memory. What the peers share is said (k, minimum
 * distance, perplexity, iterations, cosine or, on vectors of length 1, Euclidean distance); the rest is each
 * library's default.
 */

interface Task {
  readonly subject: string;
  readonly vectors: string;
  readonly dimension: number;
  readonly layout: string;
}

interface Vectors {
  /** Row-major [n, dimension]. */
  readonly data: Float32Array;
  readonly n: number;
  readonly dimension: number;
}

/** Each loads its library, and answers what lays vectors out, row-major [n, 2]. */
type Peer = () => Promise<(vectors: Vectors) => Promise<Float32Array>>;

const NEIGHBOURS = 15;
const MIN_DISTANCE = 0.1;
const PERPLEXITY = 30;
const ITERATIONS = 1000;
const SEED = 42;

const peers = path.resolve(import.meta.dirname, '../peers');
const require = createRequire(path.join(peers, 'package.json'));

const loaders: Readonly<Record<string, Peer>> = {
  'umap-js': () => {
    const { UMAP } = require('umap-js') as {
      UMAP: new (options: object) => { fit(rows: number[][]): number[][] };
    };
    const options = { nNeighbors: NEIGHBOURS, minDist: MIN_DISTANCE, random: seededRandom(SEED) };
    const umap = new UMAP({ ...options, distanceFn: cosineDistance });
    return Promise.resolve((vectors) => Promise.resolve(flat(umap.fit(rowsOf(vectors)))));
  },

  'tsne-js': () => {
    const Tsne = require('tsne-js') as new (options: object) => {
      init(input: object): void;
      run(): unknown;
      getOutput(): number[][];
    };
    // It takes no generator, and calls this.
    Math.random = seededRandom(SEED);
    const tsne = new Tsne({ perplexity: PERPLEXITY, nIter: ITERATIONS });
    return Promise.resolve((vectors) => {
      tsne.init({ data: rowsOf(vectors), type: 'dense' });
      tsne.run();
      return Promise.resolve(flat(tsne.getOutput()));
    });
  },

  'embedding-atlas': async () => {
    // Its package exports this only together with what needs a page to draw on.
    const { createUMAP } = (await importFile('embedding-atlas/dist/umap.js')) as Atlas;
    const options = { nNeighbors: NEIGHBOURS, minDist: MIN_DISTANCE, metric: 'cosine', seed: SEED };
    return async ({ data, n, dimension }) => {
      const umap = await createUMAP(n, dimension, 2, data, options);
      await umap.run();
      return umap.embedding;
    };
  },

  'scran.js-umap': () =>
    scran(({ runUmap }, index) => runUmap(index, { neighbors: NEIGHBOURS, minDist: MIN_DISTANCE })),

  'scran.js-tsne': () =>
    scran(({ runTsne }, index) => runTsne(index, { perplexity: PERPLEXITY, maxIterations: ITERATIONS })),
};

interface Atlas {
  readonly createUMAP: (
    ...vectors: [n: number, dimension: number, dimensions: number, data: Float32Array, options: object]
  ) => Promise<{ run(): Promise<void>; readonly embedding: Float32Array }>;
}

interface Scran {
  readonly initialize: (options: object) => Promise<unknown>;
  readonly buildNeighborSearchIndex: (data: Float64Array, options: object) => object;
  readonly runUmap: (index: object, options: object) => Plane;
  readonly runTsne: (index: object, options: object) => Plane;
}

interface Plane {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

async function scran(method: (library: Scran, index: object) => Plane): ReturnType<Peer> {
  const library = (await importFile('scran.js/main/index.js')) as Scran;
  return async ({ data, n, dimension }) => {
    await library.initialize({ numberOfThreads: availableParallelism(), localFile: true });
    const shape = { numberOfDims: dimension, numberOfCells: n };
    const { x, y } = method(library, library.buildNeighborSearchIndex(Float64Array.from(data), shape));
    return Float32Array.from({ length: 2 * n }, (_, at) => (at % 2 === 0 ? x : y)[at >> 1] ?? NaN);
  };
}

function importFile(file: string): Promise<unknown> {
  return import(pathToFileURL(path.join(peers, 'node_modules', file)).href);
}

function rowsOf({ data, n, dimension }: Vectors): number[][] {
  return Array.from({ length: n }, (_, row) => [...data.subarray(row * dimension, (row + 1) * dimension)]);
}

function flat(rows: readonly (readonly number[])[]): Float32Array {
  return Float32Array.from(rows.flat());
}

/** For vectors of length 1. */
function cosineDistance(a: readonly number[], b: readonly number[]): number {
  let dot = 0;
  for (let at = 0; at < a.length; at++) dot += (a[at] ?? 0) * (b[at] ?? 0);
  return Math.max(0, 1 - dot);
}

const { subject, vectors, dimension, layout } = readTask() as Task;
const load = loaders[subject];
if (load === undefined) throw new Error(`no peer is called ${subject}`);
const bytes = await readFile(vectors);
const data = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
const layOut = await load();
const start = performance.now();
const coordinates = await layOut({ data, n: data.length / dimension, dimension });
const wallSeconds = (performance.now() - start) / 1000;
await writeFile(layout, coordinates);
report({ wallSeconds });
// Threads of the peer's own may still wait for work.
process.exit();
