/** The part of a WebAssembly memory that the core uses; it compiles without the platform's own types. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  /** By pages of 65,536 bytes. */
  grow(pages: number): number;
}

const PAGE_BYTES = 65_536;
/** What vector instructions like best; also what may be read or written behind an array. */
const ALIGNMENT = 16;

/**
 * InstallationPaths for arrays in a module's memory, one behind the other, which is grown as needed. The modules have no
 * allocator of their own. Views become detached when the memory grows, so places are kept, not views.
 */
export class WasmArena {
  readonly memory: WasmMemory;
  #end: number;

  /** @param start The first free byte: the module's `__heap_base`, or 0 for one without data. */
  constructor(memory: WasmMemory, start = ALIGNMENT) {
    this.memory = memory;
    this.#end = start;
  }

  /** The place of so many bytes, aligned to 16, with 16 more behind them; zeros unless used before. */
  take(bytes: number): number {
    const place = Math.ceil(this.#end / ALIGNMENT) * ALIGNMENT;
    this.#end = place + bytes + ALIGNMENT;
    const missing = this.#end - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE_BYTES));
    return place;
  }

  put(array: Float32Array | Int32Array | Uint32Array | Uint8Array): number {
    const place = this.take(array.byteLength);
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    new Uint8Array(this.memory.buffer).set(bytes, place);
    return place;
  }

  /** A view that is good until the memory grows. */
  floats(place: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, place, length);
  }

  /** Where the next array would be: `release` goes back to it. */
  get mark(): number {
    return this.#end;
  }

  /** Forgets everything that was taken since `mark`. */
  release(mark: number): void {
    this.#end = mark;
  }
}
