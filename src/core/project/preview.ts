import { collectedVectors, type CollectedDependencies } from '../collection/collected-vectors.ts';
import type { NeighbourGraph } from '../collection/neighbour-graph.ts';
import type { VectorSet } from '../collection/vector-set.ts';
import type { Comparer } from '../neighbours/comparer.ts';
import type { ProjectRequest } from '../reports.ts';
import { shuffledRows } from '../shuffled.ts';
import type { CancelSignal } from '../signal.ts';
import { checkParameters } from './parameters.ts';
import type { LayoutFrame, Projector } from './projector.ts';
import { neighboursNeeded } from './requirements.ts';

/** Few enough that all methods have laid them out in a second or two, and that a thread compares all with all. */
const MOST_IMAGES = 1500;
/** Three times t-SNE's usual perplexity: enough for all but unusual parameters, so that most changes need no other graph. */
const USUAL_NEIGHBOURS = 90;

/** A map of some of the images, on its way or done. */
export interface PreviewFrame extends LayoutFrame {
  /** For each point, the last of its image's concepts: an index into the collection's. */
  readonly concepts: Uint32Array;
  /** How many images the map would have. */
  readonly of: number;
}

export interface PreviewDependencies extends Omit<CollectedDependencies, 'vectors'> {
  readonly projector: Projector;
  readonly comparer: Comparer;
  /** Names the vectors that a map of that name would be made of. */
  readonly vectorsOf: (map: string) => Promise<string>;
}

interface Sample extends VectorSet {
  readonly name: string;
  readonly count: number;
  readonly concepts: Uint32Array;
  readonly of: number;
}

/** Shows on a sample of the images what a map would look like, and writes nothing. What one preview has read serves the next. */
export class MapPreviews {
  readonly #dependencies: PreviewDependencies;
  #sample: Sample | undefined;
  #graph: NeighbourGraph | undefined;

  constructor(dependencies: PreviewDependencies) {
    this.#dependencies = dependencies;
  }

  /** @throws LexiclipError `bad-argument`, `no-vectors`, `projection-failed`. */
  async run(
    { name, method, parameters, seed }: ProjectRequest,
    signal: CancelSignal,
    onFrame: (frame: PreviewFrame) => void,
  ): Promise<void> {
    checkParameters(method, parameters);
    const { projector, vectorsOf } = this.#dependencies;
    const sample = await this.#read(await vectorsOf(name));
    signal.throwIfAborted();
    const graph = await this.#neighbours(sample, neighboursNeeded(method, parameters), signal);
    const { vectors, dimension, concepts, of } = sample;
    const request = { vectors, dimension, graph, parameters, seed };
    const { layout, dimensions, steps } = await projector.project(method, request, {
      signal,
      onProgress: () => undefined,
      onFrame: (frame) => onFrame({ ...frame, concepts, of }),
    });
    onFrame({ layout: Float32Array.from(layout), dimensions, done: steps, total: steps, concepts, of });
  }

  async #read(vectors: string): Promise<Sample> {
    if (this.#sample?.name === vectors) return this.#sample;
    const collected = await collectedVectors({ ...this.#dependencies, vectors });
    const { dimension, images, ids } = collected;
    const rows = sampledRows(ids, MOST_IMAGES);
    // Shared: the threads that compare and lay out look at these, and need none of their own.
    const bytes = rows.length * dimension * Float32Array.BYTES_PER_ELEMENT;
    const sampled = new Float32Array(new SharedArrayBuffer(bytes));
    rows.forEach((row, at) =>
      sampled.set(collected.vectors.subarray(row * dimension, (row + 1) * dimension), at * dimension),
    );
    this.#graph = undefined;
    this.#sample = {
      name: vectors,
      vectors: sampled,
      dimension,
      count: rows.length,
      concepts: rows.map((row) => images[row]?.concepts.at(-1) ?? 0),
      of: ids.length,
    };
    return this.#sample;
  }

  async #neighbours(sample: Sample, needed: number, signal: CancelSignal): Promise<NeighbourGraph> {
    const { vectors, dimension, count } = sample;
    if (count < 2) return { count, k: 0, indices: new Int32Array(), distances: new Float32Array() };
    const k = Math.min(Math.max(needed, USUAL_NEIGHBOURS), count - 1);
    if (this.#graph !== undefined && this.#graph.k >= k) return this.#graph;
    const task = { signal, onProgress: (): void => undefined };
    const graph = await this.#dependencies.comparer.nearest({ vectors, dimension, k }, task);
    if (sample === this.#sample) this.#graph = graph;
    return graph;
  }
}

/** Rows of some of the images, in their order: the same ones, as long as they are there, whatever else comes or goes. */
export function sampledRows(ids: readonly string[], most: number): Uint32Array {
  return shuffledRows(ids).subarray(0, most).sort();
}
