import { LexiclipError } from '../errors.ts';
import type { Sha256 } from '../sha256.ts';
import { namesIn, type CollectionFiles } from './files.ts';
import { decodeVersioned, encodeJson } from './json.ts';
import {
  bytesOf,
  decodeMatrix,
  encodeMatrix,
  FLOAT32,
  HEADER_BYTES,
  INT32,
  type MatrixType,
} from './matrix.ts';
import type { NeighbourGraph } from './neighbour-graph.ts';
import { NEIGHBOURS_FOLDER, neighboursKept, neighboursPath } from './paths.ts';
import { FORMAT_VERSION, neighboursSchema, type NeighboursFile } from './schema.ts';
import { writeAnew } from './write-anew.ts';

/** A reader beside a run may meet files of two graphs for a moment, and looks again. */
const LOOKS = 3;

/** Of opposite directions, 1 - cosine is 2; somewhat more by rounding. */
const MOST_DISTANCE = 2.01;

/** What a graph is of. */
export interface ComparedVectors {
  readonly modelSha256: string;
  readonly preprocessing: string;
  /** In the order of the graph's rows: each image and the digest of its bytes. */
  readonly rows: readonly { readonly id: string; readonly sha256: string }[];
}

export interface StandingGraph extends ComparedVectors {
  readonly graph: NeighbourGraph;
}

/**
 * The neighbour graph of one model's vectors on disk: two `.npy` matrices, and a `.json` that says what their rows
 * are. It can be computed again, so what is damaged or does not belong together counts as not there.
 */
export class NeighbourFiles {
  readonly #files: CollectionFiles;
  readonly #sha256: Sha256;
  readonly #name: string;

  /** @param name From `vectorsName`. */
  constructor(files: CollectionFiles, sha256: Sha256, name: string) {
    this.#files = files;
    this.#sha256 = sha256;
    this.#name = name;
  }

  /**
   * The graph with the most neighbours.
   * @param isWanted Whether a graph of these rows is worth reading; the matrices of others are left alone.
   */
  async read(isWanted: (of: ComparedVectors) => boolean = () => true): Promise<StandingGraph | undefined> {
    for (let look = 0; look < LOOKS; look++) {
      const k = Math.max(...(await this.#kept()));
      const description = k < 0 ? undefined : await this.#describe(k);
      if (description === undefined || !isWanted(description)) return undefined;
      const { modelSha256, preprocessing, rows } = description;
      const graph = await this.#graph(description);
      if (graph !== undefined) return { modelSha256, preprocessing, rows, graph };
      if (look < LOOKS - 1) continue;
      const path = this.#path(k, 'json');
      this.#files.problems.add(path, {
        kind: 'damaged-cache',
        path,
        detail: 'its numbers are not those of a graph',
      });
    }
    return undefined;
  }

  /** Replaces whatever graph stands: numbers first, then the description that vouches for them. */
  async write({ graph, modelSha256, preprocessing, rows }: StandingGraph): Promise<void> {
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
      rows: rows.map(({ id, sha256 }) => ({ id, sha256 })),
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

  async #describe(k: number): Promise<NeighboursFile | undefined> {
    const path = this.#path(k, 'json');
    return this.#files.problems.ofCache(path, async () => {
      const text = await this.#files.store.readText(path);
      const description = text === undefined ? undefined : decodeVersioned(text, neighboursSchema, path);
      if (description === undefined || description.k === k) return description;
      throw new LexiclipError({
        kind: 'corrupt-file',
        path,
        detail: 'it is of another number of neighbours',
      });
    });
  }

  async #graph({ k, rows, ...digests }: NeighboursFile): Promise<NeighbourGraph | undefined> {
    const { length: count } = rows;
    const indices = await this.#matrix(INT32, count, k, 'indices.npy', digests.indicesSha256);
    const distances = await this.#matrix(FLOAT32, count, k, 'distances.npy', digests.distancesSha256);
    if (indices === undefined || distances === undefined) return undefined;
    const graph = { count, k, indices, distances };
    return isGraph(graph) ? graph : undefined;
  }

  async #matrix<T extends Float32Array | Int32Array>(
    type: MatrixType<T>,
    count: number,
    k: number,
    extension: string,
    sha256: string,
  ): Promise<T | undefined> {
    const needed = HEADER_BYTES + count * k * 4;
    const path = this.#path(k, extension);
    const bytes = await this.#files.problems.of(path, () => this.#files.store.readStart(path, needed));
    const numbers = bytes === undefined ? undefined : decodeMatrix(bytes, type, count, k)?.numbers;
    return numbers !== undefined && (await this.#sha256(bytesOf(numbers))) === sha256 ? numbers : undefined;
  }
}

/** Whether each row's neighbours are other rows, and the distances are such: a digest says only who wrote them. */
function isGraph({ count, k, indices, distances }: NeighbourGraph): boolean {
  // A number that is none fails every comparison.
  return (
    indices.every((other, at) => other >= 0 && other < count && other !== Math.floor(at / k)) &&
    distances.every((distance) => distance >= 0 && distance <= MOST_DISTANCE)
  );
}
