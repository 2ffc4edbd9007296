import { dump, parse } from 'npyjs';
import { LexiclipError } from '../errors.ts';
import type { NeighbourGraph } from '../neighbours/graph.ts';
import type { CollectionStore, Sha256 } from '../ports.ts';
import { decodeJson, encodeJson } from './json.ts';
import { NEIGHBOURS_FOLDER, neighboursKept, neighboursPath } from './paths.ts';
import { FORMAT_VERSION, neighboursSchema, type NeighboursFile } from './schema.ts';

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
  readonly #store: CollectionStore;
  readonly #sha256: Sha256;
  readonly #name: string;

  /** @param name From `vectorsName`. */
  constructor(store: CollectionStore, sha256: Sha256, name: string) {
    this.#store = store;
    this.#sha256 = sha256;
    this.#name = name;
  }

  /**
   * The graph with the most neighbours.
   * @param isWanted Whether a graph of these rows is worth reading; the matrices of others are left alone.
   * @throws LexiclipError `newer-format`.
   */
  async read(isWanted: (of: ComparedVectors) => boolean = () => true): Promise<StandingGraph | undefined> {
    const k = Math.max(...(await this.#kept()));
    const description = k < 0 ? undefined : await this.#describe(k);
    if (description === undefined || !isWanted(description)) return undefined;
    const { modelSha256, preprocessing, rows } = description;
    const indices = await this.#numbers(k, 'indices.npy', description.indicesSha256);
    const distances = await this.#numbers(k, 'distances.npy', description.distancesSha256);
    if (!(indices instanceof Int32Array) || !(distances instanceof Float32Array)) return undefined;
    const count = rows.length;
    if (indices.length !== count * k || distances.length !== count * k) return undefined;
    return { modelSha256, preprocessing, rows, graph: { count, k, indices, distances } };
  }

  /** Replaces whatever graph stands: numbers first, then the description that vouches for them. */
  async write({ graph, modelSha256, preprocessing, rows }: StandingGraph): Promise<void> {
    const { k, count, indices, distances } = graph;
    const before = await this.#kept();
    const description: NeighboursFile = {
      ...{ formatVersion: FORMAT_VERSION, modelSha256, preprocessing, k },
      rows: rows.map(({ id, sha256 }) => ({ id, sha256 })),
      indicesSha256: await this.#sha256(bytesOf(indices)),
      distancesSha256: await this.#sha256(bytesOf(distances)),
    };
    await this.#store.write(this.#path(k, 'indices.npy'), new Uint8Array(dump(indices, [count, k])));
    await this.#store.write(this.#path(k, 'distances.npy'), new Uint8Array(dump(distances, [count, k])));
    await this.#store.write(this.#path(k, 'json'), encodeJson(description));
    for (const other of before)
      if (other !== k)
        for (const extension of ['json', 'indices.npy', 'distances.npy'])
          await this.#store.remove(this.#path(other, extension));
  }

  #path(k: number, extension: string): string {
    return neighboursPath(this.#name, k, extension);
  }

  async #kept(): Promise<readonly number[]> {
    return neighboursKept(this.#name, await this.#store.list(NEIGHBOURS_FOLDER));
  }

  async #describe(k: number): Promise<NeighboursFile | undefined> {
    const path = this.#path(k, 'json');
    const text = await this.#store.readText(path);
    try {
      const description = text === undefined ? undefined : decodeJson(text, neighboursSchema, path);
      return description?.k === k ? description : undefined;
    } catch (error) {
      if (error instanceof LexiclipError && error.failure.kind === 'corrupt-file') return undefined;
      throw error;
    }
  }

  async #numbers(k: number, extension: string, sha256: string): Promise<unknown> {
    const bytes = await this.#store.read(this.#path(k, extension));
    if (bytes === undefined) return undefined;
    try {
      const { data } = parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
      if (!(data instanceof Int32Array || data instanceof Float32Array)) return undefined;
      return (await this.#sha256(bytesOf(data))) === sha256 ? data : undefined;
    } catch {
      return undefined;
    }
  }
}

function bytesOf(numbers: Int32Array | Float32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
