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
 * A run whose layouts have no wide gaps, on the way as at the end. The engine does not know of it: it goes on from
 * where its own points are, so a layout is the same however often one was asked for.
 */
export class PackedRun implements LayoutRun {
  readonly #run: LayoutRun;
  readonly #options: PackedRunOptions;

  constructor(run: LayoutRun, options: PackedRunOptions) {
    this.#run = run;
    this.#options = options;
  }

  get done(): number {
    return this.#run.done;
  }

  get total(): number {
    return this.#run.total;
  }

  step(): void {
    this.#run.step();
  }

  layout(): Float32Array {
    const { dimensions, graph, room, before } = this.#options;
    return packed(this.#run.layout(), dimensions, graph, room, before);
  }

  /** Of the engine's own layout: what it minimises does not ask for small gaps. */
  loss(): number {
    return this.#run.loss();
  }

  change(parameters: Readonly<Record<string, ParameterValue>>): void {
    this.#run.change(parameters);
  }
}
