import { placement, resamplingTaps, type Filter, type Taps } from '../../core/embed/resampling.ts';
import { loadWasm } from '../wasm.ts';

/** The module's functions; src/wasm/resample.ts says what they take. */
interface Kernels {
  readonly memory: WebAssembly.Memory;
  readonly alongRows: (...places: number[]) => void;
  readonly alongColumns: (...places: number[]) => void;
}

interface Target {
  readonly size: number;
  readonly fit: 'crop' | 'stretch';
  readonly filter: Filter;
}

/** Reads and writes of the kernels may touch this much behind a row. */
const SLACK = 16;
/** Sizes of images repeat; their coefficients are kept for as many. */
const KEPT_TAPS = 64;

/** Brings RGB images to a model's size exactly as Pillow does. One for each thread: it has a memory of its own. */
export class Resampler {
  readonly #kernels: Kernels;
  readonly #taps = new Map<string, Taps>();

  private constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  /** @param file The built `resample.wasm`. */
  static async load(file: string): Promise<Resampler> {
    return new Resampler((await loadWasm(file)) as Kernels);
  }

  /** From RGB bytes, [height, width, 3], to [size, size, 3]. */
  resample(rgb: Uint8Array, width: number, height: number, target: Target): Uint8Array {
    const { size, filter } = target;
    const place = placement(width, height, target);
    const across = this.#tapsFor(width, place.width, filter);
    const down = this.#tapsFor(height, place.height, filter);
    const [firstRow, rows] = rowsNeeded(down, place.top, size);
    const stride = Math.ceil((size * 3) / 16) * 16;

    const inputs = [rgb, across.bounds, across.weights, down.bounds, down.weights];
    const [[image, acrossBounds, acrossWeights, downBounds, downWeights], end] = this.#put(inputs, [
      rows * stride,
      size * stride,
    ]);
    const between = end;
    const output = align(between + rows * stride + SLACK);
    const { alongRows, alongColumns, memory } = this.#kernels;
    const [left, top] = [place.left, place.top];
    const start = image + firstRow * width * 3;
    const columns = [left, left + size, between, stride];
    alongRows(start, width * 3, rows, acrossBounds, acrossWeights, across.size, ...columns);
    const lines = [top, top + size, output, stride];
    alongColumns(between, firstRow, downBounds, downWeights, down.size, ...lines);

    const result = new Uint8Array(size * size * 3);
    const made = new Uint8Array(memory.buffer, output, size * stride);
    for (let row = 0; row < size; row++)
      result.set(made.subarray(row * stride, row * stride + size * 3), row * size * 3);
    return result;
  }

  #tapsFor(inputs: number, outputs: number, filter: Filter): Taps {
    const key = `${inputs} ${outputs} ${filter}`;
    const taps = this.#taps.get(key) ?? resamplingTaps(inputs, outputs, filter);
    if (this.#taps.size >= KEPT_TAPS) this.#taps.clear();
    this.#taps.set(key, taps);
    return taps;
  }

  /** Copies arrays into the module's memory, grown so that as many bytes as `more` fit behind; answers their places. */
  #put(
    arrays: readonly (Uint8Array | Int32Array)[],
    more: readonly number[],
  ): [[number, number, number, number, number], number] {
    const { memory } = this.#kernels;
    const places: number[] = [];
    let end = SLACK;
    for (const { byteLength } of arrays) {
      places.push(end);
      end = align(end + byteLength + SLACK);
    }
    const whole = more.reduce((sum, bytes) => align(sum + bytes + SLACK), end);
    const missing = whole - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / 65536));
    arrays.forEach((array, index) => {
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      new Uint8Array(memory.buffer).set(bytes, places[index]);
    });
    return [places as [number, number, number, number, number], end];
  }
}

function align(place: number): number {
  return Math.ceil(place / 16) * 16;
}

/** The input rows that output rows `from` to `from + count` are made of: the first, and how many. */
function rowsNeeded({ bounds }: Taps, from: number, count: number): [number, number] {
  const first = bounds[from * 2] ?? 0;
  const last = from + count - 1;
  return [first, (bounds[last * 2] ?? 0) + (bounds[last * 2 + 1] ?? 0) - first];
}
