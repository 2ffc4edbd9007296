import * as l10n from '@vscode/l10n';
import { LexiclipError } from '../errors.ts';
import type { Sha256 } from '../sha256.ts';
import { namesIn, type CachedFiles } from './files.ts';
import { SLICE, type Pause } from './index-entries.ts';
import { encodeJson } from './json.ts';
import { bytesOf, encodeMatrix, FLOAT32, INT32, readMatrix, type MatrixType } from './matrix.ts';
import type { NeighbourGraph } from './neighbour-graph.ts';
import type { NeighboursDescription, RowColumns } from './parsed-files.ts';
import { NEIGHBOURS_FOLDER, neighboursKept, neighboursPath } from './paths.ts';
import { FORMAT_VERSION, type NeighboursFile } from './schema.ts';
import { writeAnew } from './write-anew.ts';

/** A reader beside a run may meet files of two graphs for a moment, and looks again. */
const LOOKS = 3;

/** Of opposite directions, 1 - cosine is 2; somewhat more by rounding. */
const MOST_DISTANCE = 2.01;

/** What a graph is of. */
export interface ComparedVectors extends RowColumns {
  readonly modelSha256: string;
  readonly preprocessing: string;
}

/** Whether two sets have the same images in the same order. */
export async function isOfSameRows(a: RowColumns, b: RowColumns, pause: Pause): Promise<boolean> {
  if (a.ids === b.ids || knownSame.get(a.ids) === b.ids) return true;
  if (a.ids.length !== b.ids.length) return false;
  for (let row = 0; row < a.ids.length; row++) {
    if (row % SLICE === SLICE - 1) await pause();
    if (a.ids[row] !== b.ids[row] || a.digests[row] !== b.digests[row]) return false;
  }
  knownSame.set(a.ids, b.ids);
  return true;
}

/** Columns that were found equal: both stay in memory, and are compared for each search. */
const knownSame = new WeakMap<RowColumns['ids'], RowColumns['ids']>();

type Comparison = Pick<ComparedVectors, 'modelSha256' | 'preprocessing'>;

export function isOfSameModel(a: Comparison, b: Comparison): boolean {
  return a.modelSha256 === b.modelSha256 && a.preprocessing === b.preprocessing;
}

export interface ExistingGraph extends ComparedVectors {
  readonly graph: NeighbourGraph;
}

/**
 * The neighbour graph of one model's vectors on disk: two `.npy` matrices, and a `.json` that says what their rows
 * are. It can be computed again, so what is damaged or does not belong together counts as not there.
 */
export class NeighbourFiles {
  readonly #files: CachedFiles;
  readonly #sha256: Sha256;
  readonly #name: string;

  /** @param name From `vectorsName`. */
  constructor(files: CachedFiles, sha256: Sha256, name: string) {
    this.#files = files;
    this.#sha256 = sha256;
    this.#name = name;
  }

  /**
   * The graph with the most neighbours.
   * @param isWanted Whether a graph of these rows is worth reading; the matrices of others are left alone.
   */
  async read(
    isWanted: (of: ComparedVectors) => boolean | Promise<boolean> = () => true,
  ): Promise<ExistingGraph | undefined> {
    for (let look = 0; look < LOOKS; look++) {
      const k = Math.max(...(await this.#kept()));
      const description = k < 0 ? undefined : await this.#describe(k);
      if (description === undefined || !(await isWanted(description))) return undefined;
      const { modelSha256, preprocessing, ids, digests } = description;
      const graph = await this.#keptGraph(description);
      if (graph !== undefined) return { modelSha256, preprocessing, ids, digests, graph };
      if (look < LOOKS - 1) continue;
      const path = this.#path(k, 'json');
      this.#files.problems.add(path, {
        kind: 'damaged-cache',
        path,
        detail: l10n.t('its numbers are not those of a graph'),
      });
    }
    return undefined;
  }

  /** Replaces whatever graph stands: numbers first, then the description that vouches for them. */
  async write({ graph, modelSha256, preprocessing, ids, digests }: ExistingGraph): Promise<void> {
    const { k, count, indices, distances } = graph;
    const before = await this.#kept();
    // What a newer version wrote is that version's.
    if (
      before.some(
        (other) => this.#files.problems.failureOf(this.#path(other, 'json'))?.kind === 'newer-format',
      )
    )
      return;
    const description: NeighboursFile = {
      formatVersion: FORMAT_VERSION,
      modelSha256,
      preprocessing,
      k,
      rows: ids.map((id, row) => ({ id, sha256: digests[row] ?? '' })),
      indicesSha256: await this.#sha256(bytesOf(indices)),
      distancesSha256: await this.#sha256(bytesOf(distances)),
    };
    await writeAnew(this.#files, this.#path(k, 'indices.npy'), encodeMatrix(indices, count, k));
    await writeAnew(this.#files, this.#path(k, 'distances.npy'), encodeMatrix(distances, count, k));
    await writeAnew(this.#files, this.#path(k, 'json'), encodeJson(description));
    for (const other of before)
      if (other !== k)
        for (const extension of ['json', 'indices.npy', 'distances.npy'])
          await this.#files.store.remove(this.#path(other, extension));
  }

  #path(k: number, extension: string): string {
    return neighboursPath(this.#name, k, extension);
  }

  async #kept(): Promise<readonly number[]> {
    return neighboursKept(this.#name, await namesIn(this.#files, NEIGHBOURS_FOLDER));
  }

  #describe(k: number): Promise<NeighboursDescription | undefined> {
    const { cache, problems } = this.#files;
    const path = this.#path(k, 'json');
    return cache.get(path, [path], () =>
      problems.ofCache(path, async () => {
        const description = await this.#files.readParsed('neighbours', path);
        if (description === undefined || description.k === k) return description;
        throw new LexiclipError({
          kind: 'corrupt-file',
          path,
          detail: l10n.t('it is of another number of neighbours'),
        });
      }),
    );
  }

  /** One graph stays in memory: findings and searches ask for it again and again. */
  #keptGraph(description: NeighboursDescription): Promise<NeighbourGraph | undefined> {
    const files = ['json', 'indices.npy', 'distances.npy'].map((file) => this.#path(description.k, file));
    return this.#files.cache.get(NEIGHBOURS_FOLDER, files, () => this.#graph(description));
  }

  async #graph({
    k,
    ids,
    indicesSha256,
    distancesSha256,
  }: NeighboursDescription): Promise<NeighbourGraph | undefined> {
    const { length: count } = ids;
    const indices = await this.#matrix(INT32, count, k, 'indices.npy', indicesSha256);
    const distances = await this.#matrix(FLOAT32, count, k, 'distances.npy', distancesSha256);
    if (indices === undefined || distances === undefined) return undefined;
    const graph = { count, k, indices, distances };
    return (await this.#isGraph(graph)) ? graph : undefined;
  }

  async #matrix<T extends Float32Array | Int32Array>(
    type: MatrixType<T>,
    count: number,
    k: number,
    extension: string,
    sha256: string,
  ): Promise<T | undefined> {
    const path = this.#path(k, extension);
    const { problems, store } = this.#files;
    const shape = { rows: count, columns: k };
    const read = await problems.of(path, () => readMatrix(store, path, type, shape, this.#sha256));
    return read !== undefined && read !== 'no-matrix' && read.sha256 === sha256 ? read.numbers : undefined;
  }

  /** A digest says only who wrote the numbers. */
  async #isGraph(graph: NeighbourGraph): Promise<boolean> {
    for (let row = 0; row < graph.count; row++) {
      if (row % SLICE === SLICE - 1) await this.#files.pause();
      if (!isRowOfGraph(graph, row)) return false;
    }
    return true;
  }
}

/** Whether a row's neighbours are other rows, and the distances are such. A number that is none fails every comparison. */
function isRowOfGraph({ count, k, indices, distances }: NeighbourGraph, row: number): boolean {
  for (let at = row * k; at < (row + 1) * k; at++) {
    const [other = NaN, distance = NaN] = [indices[at], distances[at]];
    if (!(other >= 0 && other < count && other !== row)) return false;
    if (!(distance >= 0 && distance <= MOST_DISTANCE)) return false;
  }
  return true;
}
