import type { ParameterValue } from '../../collection/schema.ts';
import { WasmArena } from '../../wasm-memory.ts';
import { numberOf } from '../parameters.ts';
import { seededRandom } from '../random.ts';
import type { LayoutRun, RunInput } from '../run.ts';
import { affinities } from './affinities.ts';
import type { SparseAffinities } from './affinities.ts';
import type { TsneKernels } from './kernels.ts';
import { Repulsion } from './repulsion.ts';

/** Iterations of early exaggeration, as everywhere since van der Maaten and Hinton (2008); of short runs a quarter. */
const EARLY_ITERATIONS = 250;
const MOMENTUM = { early: 0.5, late: 0.8 };
/** The spread of the first axis to begin with: wider starts do not untangle (Kobak and Berens, 2019). */
const START_SPREAD = 1e-4;
/** Of `START_SPREAD`: tells coinciding points apart, as openTSNE does. */
const JITTER = 0.01;
/** How far a point may move along an axis in one step, as in openTSNE: high rates do not scatter a map then. */
const LONGEST_STEP = 5;

/** The rate of Belkina et al. (2019), n / exaggeration; by scikit-learn's convention, whose gradient has a factor of 4. */
function automaticRate(count: number, exaggeration: number): number {
  return Math.max(count / exaggeration / 4, 50);
}

/**
 * t-SNE (van der Maaten and Hinton, 2008) by gradient descent: attraction along the neighbour graph, repulsion exactly
 * or, for large maps of two dimensions, by interpolation on a grid (Linderman et al., 2019).
 */
export class TsneRun implements LayoutRun {
  readonly #kernels: TsneKernels;
  readonly #input: RunInput;
  readonly #arena: WasmArena;
  readonly #count: number;
  /** Floats of a point: one of three coordinates has a fourth, which is 0. */
  readonly #stride: number;
  readonly #points: number;
  readonly #steps: number;
  readonly #gains: number;
  readonly #movable: number;
  readonly #attraction: number;
  readonly #repulsion: number;
  readonly #mark: number;
  #offsets = 0;
  #targets = 0;
  #weights = 0;
  /** The sum of p · log p. */
  #negativeEntropy = 0;
  #grid: Repulsion | undefined;
  #perplexity = NaN;
  #rate = 0;
  #exaggeration = 1;
  #early: number;
  #done = 0;
  #total = 0;

  /**
   * @param kernels Of a module that no other run uses.
   * @throws RangeError if a parameter of the method is missing.
   */
  constructor(input: RunInput, kernels: TsneKernels) {
    this.#kernels = kernels;
    this.#input = input;
    this.#count = input.graph.count;
    this.#stride = input.dimensions === 3 ? 4 : 2;
    this.#arena = new WasmArena(kernels.memory);
    // Kernels take points in fours.
    const bytes = Math.ceil(this.#count / 4) * 4 * this.#stride * 4;
    [this.#points, this.#steps, this.#gains, this.#movable, this.#attraction, this.#repulsion] = Array.from(
      { length: 6 },
      () => this.#arena.take(bytes),
    ) as [number, number, number, number, number, number];
    new Uint8Array(kernels.memory.buffer).fill(0, this.#points, this.#repulsion + bytes);
    this.#mark = this.#arena.mark;
    this.#placeStart();
    this.#setParameters(input.parameters);
    this.#early = input.isRefit ? 0 : Math.min(EARLY_ITERATIONS, Math.floor(this.#total / 4));
  }

  get done(): number {
    return this.#done;
  }

  get total(): number {
    return this.#total;
  }

  layout(): Float32Array {
    const { dimensions } = this.#input;
    const points = this.#arena.floats(this.#points, this.#count * this.#stride);
    if (dimensions === this.#stride) return points.slice();
    return Float32Array.from(
      { length: this.#count * dimensions },
      (_, at) => points[Math.floor(at / dimensions) * this.#stride + (at % dimensions)] as number,
    );
  }

  step(): void {
    const isEarly = this.#done < this.#early;
    const exaggeration = isEarly ? this.#exaggeration : 1;
    const sum = this.#computeForces();
    this.#kernels.descend(
      this.#points,
      this.#steps,
      this.#gains,
      this.#movable,
      this.#attraction,
      this.#repulsion,
      this.#count * this.#stride,
      exaggeration,
      sum,
      this.#rate === 0 ? automaticRate(this.#count, exaggeration) : this.#rate,
      isEarly ? MOMENTUM.early : MOMENTUM.late,
      LONGEST_STEP,
    );
    if (!this.#input.movable) this.#kernels.centre(this.#points, this.#count, this.#stride);
    this.#done++;
  }

  /** The Kullback-Leibler divergence in nats, of pairs of the neighbour graph. */
  loss(): number {
    const spread = this.#kernels.spreadOfPairs(
      this.#points,
      this.#count,
      this.#stride,
      this.#offsets,
      this.#targets,
      this.#weights,
    );
    return this.#negativeEntropy + spread + Math.log(this.#repel());
  }

  change(parameters: Readonly<Record<string, ParameterValue>>): void {
    this.#setParameters(parameters);
    this.#early = 0;
    this.#done = 0;
    const floats = this.#count * this.#stride;
    this.#arena.floats(this.#steps, floats).fill(0);
    this.#arena.floats(this.#gains, floats).fill(1);
  }

  #setParameters(parameters: Readonly<Record<string, ParameterValue>>): void {
    this.#total = numberOf(parameters, 'iterations');
    this.#rate = numberOf(parameters, 'learningRate');
    this.#exaggeration = numberOf(parameters, 'exaggeration');
    const perplexity = numberOf(parameters, 'perplexity');
    if (perplexity === this.#perplexity) return;
    this.#perplexity = perplexity;
    this.#arena.release(this.#mark);
    this.#placeAffinities(affinities(this.#input.graph, perplexity));
    if (this.#input.dimensions === 3) return;
    this.#grid = new Repulsion(this.#kernels, this.#arena, this.#points, this.#count, this.#repulsion);
  }

  #placeStart(): void {
    const { dimensions, start, isRefit, movable, seed } = this.#input;
    const points = this.#arena.floats(this.#points, this.#count * this.#stride);
    const bits = new Int32Array(this.#arena.memory.buffer, this.#movable, points.length);
    const random = seededRandom(seed);
    const isMap = isRefit || movable !== undefined;
    const factor = isMap ? 1 : START_SPREAD / (deviation(start, dimensions) || 1);
    for (let point = 0; point < this.#count; point++) {
      for (let axis = 0; axis < dimensions; axis++) {
        const at = point * this.#stride + axis;
        const jitter = isMap ? 0 : START_SPREAD * JITTER * (2 * random() - 1);
        points[at] = factor * (start[point * dimensions + axis] as number) + jitter;
        bits[at] = movable?.[point] === 0 ? 0 : -1;
      }
    }
    this.#arena.floats(this.#gains, points.length).fill(1);
  }

  /** Rows are filled up to fours with pairs of a point and itself, of weight 0. */
  #placeAffinities({ offsets, columns, values }: SparseAffinities): void {
    const ends = new Int32Array(this.#count + 1);
    for (let row = 0; row < this.#count; row++) {
      const length = (offsets[row + 1] as number) - (offsets[row] as number);
      ends[row + 1] = (ends[row] as number) + Math.ceil(length / 4) * 4;
    }
    const targets = new Int32Array(ends[this.#count] as number);
    const weights = new Float32Array(targets.length);
    this.#negativeEntropy = 0;
    for (let row = 0; row < this.#count; row++) {
      const [start, end] = [offsets[row] as number, offsets[row + 1] as number];
      targets.fill(row * this.#stride * 4, ends[row], ends[row + 1]);
      for (let at = start; at < end; at++) {
        const value = values[at] as number;
        const place = (ends[row] as number) + at - start;
        targets[place] = (columns[at] as number) * this.#stride * 4;
        weights[place] = value;
        if (value > 0) this.#negativeEntropy += value * Math.log(value);
      }
    }
    this.#offsets = this.#arena.put(ends);
    this.#targets = this.#arena.put(targets);
    this.#weights = this.#arena.put(weights);
  }

  #computeForces(): number {
    const { attract2, attract3 } = this.#kernels;
    const attract = this.#grid ? attract2 : attract3;
    attract(this.#points, this.#count, this.#offsets, this.#targets, this.#weights, this.#attraction);
    return this.#repel();
  }

  /** Never 0, even where all points are so far from each other that nothing is left of it. */
  #repel(): number {
    const sum = this.#grid?.compute() ?? this.#kernels.repel3(this.#points, this.#count, this.#repulsion);
    return Math.max(sum, Number.EPSILON);
  }
}

/** The standard deviation of the first coordinate. */
function deviation(layout: Float32Array, dimensions: number): number {
  const first = layout.filter((_, at) => at % dimensions === 0);
  const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
  return Math.sqrt(first.reduce((sum, value) => sum + (value - mean) ** 2, 0) / first.length);
}
