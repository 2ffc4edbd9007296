import type { ParameterValue } from '../../collection/schema.ts';
import { seededRandom } from '../../random.ts';
import { WasmArena } from '../../wasm-memory.ts';
import { drawBack } from '../anchors.ts';
import { numberOf } from '../parameters.ts';
import type { LayoutRun, RunInput } from '../run.ts';
import type { SparseMatrix } from '../sparse.ts';
import { fitCurve, type Curve } from './curve.ts';
import { fuzzySet } from './fuzzy-set.ts';
import type { UmapKernels } from './kernels.ts';
import { umapLoss } from './loss.ts';

/**
 * How the learning rate declines. umap-learn's line (1) leaves noise at the end: with a square, 1,000 points keep 0.52
 * of their neighbours instead of 0.50, 20,000 keep 0.24 instead of 0.21, at the same work.
 */
const DECLINE = 2;
/** Epochs where the user leaves it to the method: umap-learn's, but fewer from 2,500 points on, which gain nothing. */
const EPOCHS = { small: 500, large: 200, largeFrom: 2500 } as const;
/** The start is brought to this size, as umap-learn's. */
const START_SIZE = 10;
/**
 * Where a run goes on from a map, of the usual learning rate of 1: enough for neighbourhoods to take new points in,
 * and little enough for all others to stay (half of 900 points move by 1.3 % of the map when 100 come; by 5.8 % at 0.25).
 */
const REFIT_RATE = 0.05;
/**
 * Of the way back to where it was, which a point takes each epoch of a refit: so much divided by the number of points.
 * Few points drift as a whole, half of 54 by 5 % of the map without it; many hardly do.
 */
const HOLD = 0.8;
/** x, y, z and a fourth for alignment. */
const STRIDE = 4;

/** Where the module finds the edges; src/wasm/umap.ts says what each is. */
interface EdgePlaces {
  readonly offsets: number;
  readonly tails: number;
  readonly periods: number;
  readonly due: number;
  readonly turns: number;
}

/** UMAP (McInnes, Healy and Melville, 2018) on a graph of exact neighbours, its gradient in WebAssembly. */
export class UmapRun implements LayoutRun {
  readonly #input: RunInput;
  readonly #kernels: UmapKernels;
  readonly #arena: WasmArena;
  readonly #edgesFrom: number;
  readonly #places: { readonly positions: number; readonly movable: number; readonly random: number };
  #parameters: RunInput['parameters'];
  #set: SparseMatrix;
  #edges: EdgePlaces;
  #curve: Curve;
  #done = 0;
  #total: number;
  /** Epochs before the last change of parameters. */
  #before = 0;
  readonly #rate: number;

  constructor(input: RunInput, kernels: UmapKernels) {
    const { graph, parameters, seed } = input;
    this.#input = input;
    this.#kernels = kernels;
    this.#parameters = parameters;
    this.#arena = new WasmArena(kernels.memory);
    const movable = input.movable ?? new Uint8Array(graph.count).fill(1);
    const random = seededRandom(seed);
    const states = Uint32Array.from({ length: 4 }, () => 1 + Math.floor(random() * (2 ** 32 - 1)));
    this.#places = {
      positions: this.#arena.put(positionsOf(input)),
      movable: this.#arena.put(movable),
      random: this.#arena.put(states),
    };
    this.#edgesFrom = this.#arena.mark;
    this.#rate = input.isRefit ? REFIT_RATE : 1;
    this.#total = this.#epochs();
    this.#curve = curveOf(parameters);
    this.#set = this.#fuzzySet();
    this.#edges = this.#putEdges();
  }

  get done(): number {
    return this.#before + this.#done;
  }

  get total(): number {
    return this.#before + this.#total;
  }

  step(): void {
    const { positions, movable, random } = this.#places;
    const { offsets, tails, periods, due, turns } = this.#edges;
    const alpha = this.#rate * (1 - this.#done / this.#total) ** DECLINE;
    const { a, b } = this.#curve;
    const { count } = this.#set;
    this.#kernels.epoch(
      ...([positions, count, offsets, tails, periods, due, movable, turns, random] as const),
      ...([this.#done, alpha, a, b] as const),
    );
    const { before, dimensions } = this.#input;
    if (before !== undefined) drawBack(this.#positions(), STRIDE, before, dimensions, HOLD / count);
    this.#done++;
  }

  layout(): Float32Array {
    const { graph, dimensions } = this.#input;
    const positions = this.#positions();
    return Float32Array.from({ length: graph.count * dimensions }, (_, at) => {
      const point = Math.floor(at / dimensions);
      return positions[point * STRIDE + (at % dimensions)] ?? NaN;
    });
  }

  loss(): number {
    return umapLoss(this.#set, this.#positions(), STRIDE, this.#curve);
  }

  change(parameters: Readonly<Record<string, ParameterValue>>): void {
    const changed = { ...this.#parameters, ...parameters };
    // What cannot be used is refused before anything is changed.
    this.#curve = curveOf(changed);
    this.#parameters = changed;
    this.#before = this.done;
    this.#done = 0;
    this.#total = this.#epochs();
    this.#set = this.#fuzzySet();
    this.#arena.release(this.#edgesFrom);
    this.#edges = this.#putEdges();
  }

  #positions(): Float32Array {
    return this.#arena.floats(this.#places.positions, this.#input.graph.count * STRIDE);
  }

  #epochs(): number {
    const { count } = this.#input.graph;
    const asked = numberOf(this.#parameters, 'epochs');
    if (asked > 0) return asked;
    return count > EPOCHS.largeFrom ? EPOCHS.large : EPOCHS.small;
  }

  #fuzzySet(): SparseMatrix {
    const metric = this.#parameters['metric'] === 'euclidean' ? 'euclidean' : 'cosine';
    return fuzzySet(this.#input.graph, numberOf(this.#parameters, 'neighbors'), metric);
  }

  /** An edge has a turn each so many epochs, the heaviest in each; one with less than one turn has none. */
  #putEdges(): EdgePlaces {
    const { offsets, columns, values, count } = this.#set;
    const heaviest = values.reduce((most, value) => Math.max(most, value), 0);
    const kept = new Int32Array(count + 1);
    const tails = new Int32Array(columns.length);
    const periods = new Float32Array(columns.length);
    let end = 0;
    let most = 0;
    for (let row = 0; row < count; row++) {
      for (let at = offsets[row] ?? 0; at < (offsets[row + 1] ?? 0); at++) {
        const period = heaviest / (values[at] ?? 0);
        if (period > this.#total) continue;
        tails[end] = columns[at] ?? 0;
        periods[end++] = period;
      }
      kept[row + 1] = end;
      most = Math.max(most, end - (kept[row] ?? 0));
    }
    const due = periods.slice(0, end);
    return {
      offsets: this.#arena.put(kept),
      tails: this.#arena.put(tails.subarray(0, end)),
      periods: this.#arena.put(due),
      due: this.#arena.put(due),
      turns: this.#arena.take((most + 3) * 4),
    };
  }
}

function curveOf(parameters: RunInput['parameters']): Curve {
  return fitCurve(numberOf(parameters, 'minDist'), numberOf(parameters, 'spread'));
}

/** [n, 4] floats from where the run starts; a first guess is brought to the size that UMAP's forces suit. */
function positionsOf({ start, dimensions, graph, isRefit }: RunInput): Float32Array {
  const positions = new Float32Array(graph.count * STRIDE);
  const largest = start.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = isRefit || largest === 0 ? 1 : START_SIZE / largest;
  for (let point = 0; point < graph.count; point++)
    for (let axis = 0; axis < dimensions; axis++)
      positions[point * STRIDE + axis] = (start[point * dimensions + axis] ?? 0) * scale;
  return positions;
}
