import type { NeighbourGraph } from '../collection/neighbour-graph.ts';
import type { ParameterValue } from '../collection/schema.ts';
import { packed } from './packing/packed.ts';
import type { LayoutRun } from './run.ts';

export interface PackedRunOptions {
  readonly dimensions: number;
  readonly graph: NeighbourGraph;
  /** Between pieces of the map: see `packed`. */
  readonly room: number;
  /** Where points were on the map that is refitted. */
  readonly before: Float64Array | undefined;
}

/**
 * After so much of a run, the places of pieces are chosen for good. With 0.8 the maps of photographs that were tried keep
 * fewer neighbours: pieces still turn then.
 */
const SETTLED = 0.95;

/**
 * A run whose layouts have no wide gaps, on the way as at the end. The engine does not know of it: it goes on from
 * where its own points are, so a layout is the same however often one was asked for. The last frames, and the end,
 * have all pieces in the same places.
 */
export class PackedRun implements LayoutRun {
  readonly #run: LayoutRun;
  readonly #options: PackedRunOptions;
  /** Where pieces are to be; undefined as long as each layout is packed anew. */
  #places: Float64Array | undefined;
  #isSettled = false;
  /** Steps before the last change of parameters. */
  #before = 0;

  constructor(run: LayoutRun, options: PackedRunOptions) {
    this.#run = run;
    this.#options = options;
    this.#places = options.before;
  }

  get done(): number {
    return this.#run.done;
  }

  get total(): number {
    return this.#run.total;
  }

  step(): void {
    this.#run.step();
    const done = (this.done - this.#before) / (this.total - this.#before);
    if (this.#isSettled || done < SETTLED) return;
    this.#isSettled = true;
    const own = this.#run.layout();
    const together = this.#packed(own);
    // A map without wide gaps has no pieces to keep in place.
    if (together !== own) this.#places ??= Float64Array.from(together);
  }

  layout(): Float32Array {
    return this.#packed(this.#run.layout());
  }

  /** Of the engine's own layout: what it minimises does not ask for small gaps. */
  loss(): number {
    return this.#run.loss();
  }

  change(parameters: Readonly<Record<string, ParameterValue>>): void {
    this.#run.change(parameters);
    this.#before = this.done;
    this.#isSettled = false;
    this.#places = this.#options.before;
  }

  #packed(layout: Float32Array): Float32Array {
    const { dimensions, graph, room } = this.#options;
    return packed(layout, dimensions, graph, room, this.#places);
  }
}
