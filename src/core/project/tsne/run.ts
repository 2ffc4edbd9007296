import type { ParameterValue } from '../../collection/schema.ts';
import { seededRandom } from '../../random.ts';
import { WasmArena } from '../../wasm-memory.ts';
import { drawBack } from '../anchors.ts';
import { numberOf } from '../parameters.ts';
import type { LayoutRun, RunInput } from '../run.ts';
import { affinities } from './affinities.ts';
import { Attraction } from './attraction.ts';
import type { PointPlaces, TsneKernels } from './kernels.ts';
import { Repulsion } from './repulsion.ts';

/** Iterations of early exaggeration, as everywhere since van der Maaten and Hinton (2008); of short runs a quarter. */
const EARLY_ITERATIONS = 250;
const MOMENTUM = { early: 0.5, late: 0.8 };
/** The spread of the first axis to begin with: wider starts do not untangle (Kobak and Berens, 2019). */
const START_SPREAD = 1e-4;
/** Of `START_SPREAD`: tells coinciding points apart, as openTSNE does. */
const JITTER = 0.01;
/** How often, in iterations, and below which part of the start a map is seen to contract; see `#easeExaggeration`. */
const CONTRACTED = { every: 10, below: 0.01 };
/** How far a point may move along an axis in one step, as in openTSNE: high rates do not scatter a map then. */
const LONGEST_STEP = 5;
/**
 * Of the way back to where it was, which a point takes each iteration of a refit: so much divided by the number of
 * points, and at most four fifths. The perplexity of few points is a third of them, so all would move when some come: half
 * of 44 by 3 % of the map with a hold of 0.2, whereas half of 900 move by 1 % without any.
 */
const HOLD = { ofPoints: 40, most: 0.8 };

/**
 * The rate of Belkina et al. (2019), n / exaggeration; by scikit-learn's convention, whose gradient has a factor of 4. Its
 * least rate of 50 is left out: a hundred points oscillate then.
 */
function automaticRate(count: number, exaggeration: number): number {
  return count / exaggeration / 4;
}

/**
 * t-SNE (van der Maaten and Hinton, 2008) by gradient descent: attraction along the neighbour graph, repulsion exactly
 * or, for large maps of two dimensions, by interpolation on a grid (Linderman et al., 2019).
 */
export class TsneRun implements LayoutRun {
  readonly #kernels: TsneKernels;
  readonly #input: RunInput;
  readonly #arena: WasmArena;
  /** Whether the start is a map already. */
  readonly #isMap: boolean;
  readonly #points: PointPlaces;
  readonly #steps: number;
  readonly #gains: number;
  readonly #movable: number;
  readonly #pull: number;
  readonly #push: number;
  /** Where the arena is free for what depends on the perplexity. */
  readonly #mark: number;
  #attraction: Attraction;
  #repulsion: Repulsion;
  #perplexity: number;
  #total: number;
  #rate: number;
  #exaggeration: number;
  #early: number;
  /** The deviation of the first coordinate when exaggeration was looked at last. */
  #deviation = Infinity;
  /** That of the layout of now, once its repulsion is computed: `loss` and the next step share it. */
  #sum: number | undefined;
  #done = 0;
  /** Iterations before the last change of parameters. */
  #before = 0;

  /**
   * @param kernels Of a module that no other run uses.
   * @throws RangeError if a parameter of the method is missing.
   */
  constructor(input: RunInput, kernels: TsneKernels) {
    const { graph, dimensions, isRefit, movable } = input;
    const { count } = graph;
    const stride = dimensions === 3 ? 4 : 2;
    this.#kernels = kernels;
    this.#input = input;
    this.#isMap = isRefit || movable !== undefined;
    this.#arena = new WasmArena(kernels.memory);
    // Kernels take points in fours.
    const bytes = Math.ceil(count / 4) * 4 * stride * 4;
    const place = this.#arena.take(bytes);
    this.#points = { place, count, stride };
    this.#steps = this.#arena.take(bytes);
    this.#gains = this.#arena.take(bytes);
    this.#movable = this.#arena.take(bytes);
    this.#pull = this.#arena.take(bytes);
    this.#push = this.#arena.take(bytes);
    this.#mark = this.#arena.mark;
    new Uint8Array(kernels.memory.buffer).fill(0, place, this.#mark);
    this.#placeStart();
    this.#perplexity = numberOf(input.parameters, 'perplexity');
    [this.#attraction, this.#repulsion] = this.#forces();
    this.#total = numberOf(input.parameters, 'iterations');
    this.#rate = numberOf(input.parameters, 'learningRate');
    this.#exaggeration = numberOf(input.parameters, 'exaggeration');
    this.#early = this.#isMap ? 0 : Math.min(EARLY_ITERATIONS, Math.floor(this.#total / 4));
  }

  get done(): number {
    return this.#before + this.#done;
  }

  get total(): number {
    return this.#before + this.#total;
  }

  layout(): Float32Array {
    const { dimensions } = this.#input;
    const { count, stride } = this.#points;
    const points = this.#arena.floats(this.#points.place, count * stride);
    return dimensions === stride ? points.slice() : points.filter((_, at) => at % stride < dimensions);
  }

  step(): void {
    const { place, count, stride } = this.#points;
    const isEarly = this.#done < this.#early;
    const exaggeration = isEarly ? this.#exaggeration : 1;
    this.#attraction.compute();
    const sum = this.#repel();
    this.#kernels.descend(
      place,
      this.#steps,
      this.#gains,
      this.#movable,
      this.#pull,
      this.#push,
      count * stride,
      exaggeration,
      sum,
      this.#rate === 0 ? automaticRate(count, exaggeration) : this.#rate,
      isEarly ? MOMENTUM.early : MOMENTUM.late,
      LONGEST_STEP,
    );
    this.#sum = undefined;
    const { movable, before, dimensions } = this.#input;
    if (before !== undefined) {
      const part = Math.min(HOLD.most, HOLD.ofPoints / count);
      drawBack(this.#arena.floats(place, count * stride), stride, before, dimensions, part);
    } else if (movable === undefined) this.#kernels.centre(place, count, stride);
    this.#done++;
    if (isEarly && this.#done % CONTRACTED.every === 0) this.#easeExaggeration();
  }

  /**
   * Exaggerated attraction contracts a map that has no clusters of that strength, within the early iterations to a point:
   * the start is forgotten then, but for one direction. Such a map starts again, half as exaggerated.
   */
  #easeExaggeration(): void {
    const before = this.#deviation;
    this.#deviation = deviation(this.layout(), this.#input.dimensions);
    if (this.#deviation >= before || this.#deviation >= CONTRACTED.below * START_SPREAD) return;
    this.#exaggeration = Math.max(1, this.#exaggeration / 2);
    this.#placeStart();
  }

  /** The Kullback-Leibler divergence in nats, of pairs of the neighbour graph. */
  loss(): number {
    return this.#attraction.divergence() + Math.log(this.#repel());
  }

  change(parameters: Readonly<Record<string, ParameterValue>>): void {
    const perplexity = numberOf(parameters, 'perplexity');
    if (perplexity !== this.#perplexity) {
      this.#perplexity = perplexity;
      [this.#attraction, this.#repulsion] = this.#forces();
    }
    this.#total = numberOf(parameters, 'iterations');
    this.#rate = numberOf(parameters, 'learningRate');
    this.#early = 0;
    this.#before = this.done;
    this.#done = 0;
    this.#rest();
  }

  #repel(): number {
    this.#sum ??= this.#repulsion.compute();
    return this.#sum;
  }

  /** Lays the rest of the arena out anew. */
  #forces(): [Attraction, Repulsion] {
    this.#arena.release(this.#mark);
    const pairs = affinities(this.#input.graph, this.#perplexity);
    return [
      new Attraction(this.#kernels, this.#arena, this.#points, this.#pull, pairs),
      new Repulsion(this.#kernels, this.#arena, this.#points, this.#push),
    ];
  }

  #placeStart(): void {
    const { dimensions, start, movable, seed } = this.#input;
    const { place, count, stride } = this.#points;
    const points = this.#arena.floats(place, count * stride);
    const bits = new Int32Array(this.#arena.memory.buffer, this.#movable, points.length);
    const random = seededRandom(seed);
    const factor = START_SPREAD / (deviation(start, dimensions) || 1);
    const jitter = START_SPREAD * JITTER;
    for (let point = 0; point < count; point++) {
      for (let axis = 0; axis < dimensions; axis++) {
        const at = point * stride + axis;
        const coordinate = start[point * dimensions + axis] ?? 0;
        points[at] = this.#isMap ? coordinate : factor * coordinate + jitter * (2 * random() - 1);
        bits[at] = movable?.[point] === 0 ? 0 : -1;
      }
    }
    this.#rest();
  }

  /** Forgets the last step, and what was learnt of each coordinate. */
  #rest(): void {
    const floats = this.#points.count * this.#points.stride;
    this.#arena.floats(this.#steps, floats).fill(0);
    this.#arena.floats(this.#gains, floats).fill(1);
  }
}

/** The standard deviation of the first coordinate. */
function deviation(layout: Float32Array, dimensions: number): number {
  const first = layout.filter((_, at) => at % dimensions === 0);
  const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
  return Math.sqrt(first.reduce((sum, value) => sum + (value - mean) ** 2, 0) / first.length);
}
