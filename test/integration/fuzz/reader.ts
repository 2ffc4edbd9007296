import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'npyjs';
import { computeLevels, type Clusterer } from '../../../src/core/clusters/clusterer.ts';
import { clusterImages } from '../../../src/core/clusters/stage.ts';
import { collectedVectors } from '../../../src/core/collection/collected-vectors.ts';
import { EmbeddingFiles } from '../../../src/core/collection/embeddings.ts';
import { embeddingsSchema } from '../../../src/core/collection/schema.ts';
import type { Embedder } from '../../../src/core/embed/embedder.ts';
import type { ImageDecoder } from '../../../src/core/embed/image-decoder.ts';
import { embedImages } from '../../../src/core/embed/stage.ts';
import { isAbort, LexiclipError } from '../../../src/core/errors.ts';
import { collectionSnapshot, problemsOf } from '../../../src/core/explore/snapshot.ts';
import { explorerMap } from '../../../src/core/explore/view-model.ts';
import type { Comparer } from '../../../src/core/neighbours/comparer.ts';
import { findDuplicates } from '../../../src/core/neighbours/findings-stage.ts';
import { findOutliers } from '../../../src/core/neighbours/outliers-stage.ts';
import type { Projector } from '../../../src/core/project/projector.ts';
import { projectImages } from '../../../src/core/project/stage.ts';
import { searchImages } from '../../../src/core/search/stage.ts';
import type { Progress } from '../../../src/core/signal.ts';
import { describeError } from '../../../src/core/wording.ts';
import { systemClock } from '../../../src/node/clock.ts';
import { CollectionFolder } from '../../../src/node/collection/collection-folder.ts';
import { openImage } from '../../../src/node/collection/open-image.ts';
import { Lexiclip } from '../../../src/node/lexiclip.ts';
import { nodeTransport } from '../../../src/node/node-transport.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { plainGraph } from '../../fakes/projection.ts';
import { mutate, type Files, type Mutation } from './mutations.ts';

/* A process that damages a collection as it is told, and then does with it all that commands do. */

export interface FuzzCase {
  /** Which of the collections it begins with. */
  readonly base: number;
  readonly mutations: readonly Mutation[];
}

export interface FuzzAnswer {
  /** What must not be. */
  readonly faults: readonly string[];
  /** How what was done ended: `done`, or the kind of the failure. */
  readonly ends: readonly string[];
  readonly cpuSeconds: number;
  /** The most memory that the process had meanwhile; 0 where the system does not tell. */
  readonly megabytes: number;
}

const VECTORS = 'resnet50-imagenet';
const ONE_FILE_MESSAGE =
  /\.(json|jsonl|npy|f32|webp|gitignore|lock|html)\b|\.lexiclip|concepts|clusters|projections|cache|images/;

const [installation = '', scratch = '', ...bases] = process.argv.slice(2);
const workspace = path.join(scratch, 'workspace');
const folder = path.join(workspace, '.lexiclip');
const loaded = bases.map(load);
const description = embeddingsSchema.parse(
  JSON.parse(Buffer.from(loaded[0]?.get(`cache/embeddings/${VECTORS}.json`) ?? []).toString()),
);

/** By image id, as the collection has them that is whole. */
const known = vectorsIn(loaded[0]);
let wrongVectors: string[] = [];

process.on('message', (given: FuzzCase) => {
  void run(given).then((answer) => process.send?.(answer));
});
process.send?.('ready');

async function run({ base, mutations }: FuzzCase): Promise<FuzzAnswer> {
  forgetPeak();
  const before = process.cpuUsage();
  const files = loaded[base % loaded.length] ?? new Map<string, Uint8Array>();
  lay(files);
  const faults: string[] = [];
  const ends: string[] = [];
  for (const change of mutations) mutate(folder, files, change);
  const told: string[] = [];
  wrongVectors = [];
  const logger = { info: (): void => undefined, warn: (line: string) => void told.push(line) };
  for (const [what, work] of Object.entries(works(logger))) {
    try {
      await work();
      ends.push('done');
    } catch (error) {
      const message = describeError(error);
      if (isAbort(error)) ends.push('waits');
      else if (!(error instanceof LexiclipError))
        faults.push(`${what}: ${error instanceof Error ? (error.stack ?? message) : message}`);
      else {
        ends.push(error.failure.kind);
        const namesFile = !('path' in error.failure) || message.includes(error.failure.path);
        if (!namesFile || !/^\S.*[.?)]$/s.test(message)) faults.push(`${what} says: ${message}`);
      }
    }
  }
  for (const line of told) if (!ONE_FILE_MESSAGE.test(line)) faults.push(`a warning names no file: ${line}`);
  faults.push(...changedOutside());
  faults.push(...(isForged(mutations) ? [] : wrongVectors));
  const { user, system } = process.cpuUsage(before);
  return { faults, ends, cpuSeconds: (user + system) / 1e6, megabytes: peakMegabytes() };
}

/** What commands do, first those that read. */
function works(logger: {
  info: () => void;
  warn: (line: string) => void;
}): Record<string, () => Promise<unknown>> {
  const collectionFolder = new CollectionFolder(workspace, path.join(scratch, 'config'), logger);
  const { collection, ifMayWrite } = collectionFolder;
  // Who only reads has read before others wrote.
  const home = new CollectionFolder(workspace, path.join(scratch, 'config'), logger);
  const read = home.collection;
  const standalone = new Lexiclip({
    workspace,
    home,
    installation,
    endpoints: { lexica: 'http://127.0.0.1:9/' },
    requestsPerMinute: 20,
    device: 'cpu',
    transport: nodeTransport(),
    logger,
    confirmDownload: () => Promise.resolve(false),
  });
  const cancelling = new AbortController();
  const onProgress = ({ stage }: Progress): void => {
    // A lock may be anything, and whose it is need not be gone.
    if (stage === 'wait') cancelling.abort();
  };
  const task = { signal: cancelling.signal, onProgress };
  const dependencies = { collection, vectors: VECTORS, sha256, comparer, ifMayWrite };
  const visible = { nsfw: true, grids: true };
  const shown = { title: 'x', visible, thumbnails: '', sheets: '' };
  const id = description.rows[0]?.id ?? '';
  const texts = { embed: () => Promise.reject(new LexiclipError({ kind: 'no-text-side', model: 'none' })) };
  const writes = (name: string, method: 'pca' | 'umap', again: boolean) => () =>
    collectionFolder.writing(task, () =>
      projectImages(
        { name, method, parameters: {}, seed: 42 },
        { ...dependencies, projector, clock: systemClock },
        task,
        again,
      ),
    );
  return {
    snapshot: async () => collectionSnapshot(read, await read.index.recentView()),
    checked: async () => collectionSnapshot(read, await read.view()),
    map: async () => explorerMap(read, await read.view(), shown),
    standalone: () => standalone.standalone({ visible }, task.signal),
    prompt: async () => read.promptOf(await read.view(), id),
    problems: () => {
      for (const { path: file, message } of problemsOf(read))
        // The file, or a folder on the way to it that is none.
        if (!['.lexiclip', ...file.split('/')].some((name) => message.includes(name)))
          throw new Error(`${message} does not name ${file}`);
      return Promise.resolve();
    },
    vectors: async () => {
      const found = await new EmbeddingFiles(collection, sha256, VECTORS).read();
      for (const [id, { vector }] of found?.rows ?? [])
        if (known.has(id) && known.get(id) !== vector.join()) wrongVectors.push(`${id} has another vector`);
    },
    search: () => searchImages({ query: `like:${id}`, limit: 3 }, { ...dependencies, texts }, task),
    duplicates: () => findDuplicates({ leastSimilarity: 0.9 }, dependencies, task),
    outliers: () => findOutliers({ limit: 5 }, dependencies, task),
    clusters: () => clusterImages({}, { ...dependencies, clusterer }, task),
    fetch: () => collectionFolder.writing(task, () => collection.addConcept('new')),
    embed: () =>
      collectionFolder.writing(task, async () => {
        await embedImages({ collection, embedder, decoder, logger, sha256, run: 'fuzz' }, task);
        const { vectors } = await collectedVectors(dependencies);
        if (!vectors.every(Number.isFinite)) throw new Error('a vector is none');
      }),
    project: writes('pca', 'pca', true),
    refit: writes('umap', 'umap', false),
  };
}

const comparer: Comparer = {
  nearest: ({ vectors, dimension, k }) => Promise.resolve(plainGraph(vectors, dimension, k)),
  quality: ({ graph }) =>
    Promise.resolve({
      mark: { k: 2, trustworthiness: 0.9, continuity: 0.8, neighboursKept: 0.5 },
      distortion: new Float32Array(graph.count),
    }),
  agreement: () => Promise.resolve(1),
};

const clusterer: Clusterer = { levels: (request) => Promise.resolve(computeLevels(request)) };

/** Leaves images where they are, and puts others into a row. */
const projector: Projector = {
  project: (_method, { vectors, dimension, start }) => {
    const count = vectors.length / dimension;
    const layout = Float64Array.from({ length: 2 * count }, (_, at) =>
      Number.isFinite(start?.[at]) ? (start?.[at] ?? 0) : at,
    );
    return Promise.resolve({ layout, dimensions: 2, steps: 1, stopped: false });
  },
};

/** Gives each image that can be opened the vector of the first. */
const embedder: Embedder = {
  preprocessing: description.preprocessing,
  candidates: () => Promise.resolve([description.model]),
  load: () =>
    Promise.resolve({
      model: description.model,
      device: description.device,
      async *embed(images) {
        const vector = new Float32Array(description.dimension);
        vector[0] = 1;
        for (const { id, ...image } of images)
          yield [
            await openImage(image).then(
              () => ({ id, vector }),
              (error: unknown) => ({ id, failure: describeError(error) }),
            ),
          ];
      },
    }),
};

const decoder: ImageDecoder = {
  async *thumbnails(images) {
    for (const image of images)
      yield [
        await openImage(image).then(
          (webp) => ({ webp }),
          (error: unknown) => ({ failure: describeError(error) }),
        ),
      ];
  },
  sheet: (files) => Promise.resolve({ webp: new Uint8Array(), sizes: files.map(() => [0, 0]) }),
  texts: (files) => Promise.resolve(files.map(() => null)),
};

/** Numbers whose digest was made to fit are as good as any. */
function isForged(mutations: readonly Mutation[]): boolean {
  return mutations.some((change) => change.kind === 'numbers' && change.signed);
}

function vectorsIn(files: Files | undefined): ReadonlyMap<string, string> {
  const { rows, dimension } = description;
  const bytes = Uint8Array.from(files?.get(`cache/embeddings/${VECTORS}.npy`) ?? []);
  const numbers = parse(bytes.buffer).data as Float32Array;
  return new Map(
    rows.map(({ id }, row) => [id, numbers.subarray(row * dimension, (row + 1) * dimension).join()]),
  );
}

/** What was used before is given back first where it is much (it takes a tenth of a second), so that it does not count. */
function forgetPeak(): void {
  if (process.memoryUsage.rss() > 250e6) globalThis.gc?.();
  try {
    // Resets the peak (proc_pid_clear_refs(5)).
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Not Linux.
  }
}

function peakMegabytes(): number {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1000;
  } catch {
    return 0;
  }
}

function load(base: string): Files {
  const entries = readdirSync(base, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => path.relative(base, path.join(entry.parentPath, entry.name)));
  return new Map(paths.sort().map((name) => [name, readFileSync(path.join(base, name))]));
}

/** Makes the collection as it was, and what is around it. */
function lay(files: Files): void {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(path.join(workspace, 'outside'), { recursive: true });
  writeFileSync(path.join(workspace, 'outside/secret'), 'mine');
  for (const name of new Set([...files.keys()].map((file) => path.dirname(file))))
    mkdirSync(path.join(folder, name), { recursive: true });
  for (const [name, content] of files) writeFileSync(path.join(folder, name), content);
}

function changedOutside(): string[] {
  const found = [scratch, workspace, path.join(workspace, 'outside')].map((at) =>
    readdirSync(at).sort().join(),
  );
  const expected = ['workspace', '.lexiclip,outside', 'secret'];
  const others = found.filter(
    (names, at) => names !== expected[at] && names !== expected[at]?.replace('.lexiclip,', ''),
  );
  const secret = path.join(workspace, 'outside/secret');
  if (!lstatSync(secret).isFile() || readFileSync(secret, 'utf8') !== 'mine') others.push('the secret');
  return others.map((names) => `outside of the collection there is now: ${names}`);
}
