import { rowsOf } from '../src/core/explore/image-set.ts';
import type { PageHits } from '../src/protocol/hits-message.ts';
import { Last } from './last.ts';

/** Images that are picked out of all: those that are selected, and those that were found. */
export class Picked {
  #selected: ReadonlySet<string> = new Set();
  #hits: PageHits | undefined;
  #found: ReadonlySet<string> = new Set();
  readonly #selectedRows = new Last<Uint8Array | undefined>();
  readonly #foundRows = new Last<Uint8Array | undefined>();

  /** Ids of the selected images; some may not be on the map. */
  get selected(): ReadonlySet<string> {
    return this.#selected;
  }

  set selected(ids: ReadonlySet<string>) {
    this.#selected = ids;
  }

  get hits(): PageHits | undefined {
    return this.#hits;
  }

  set hits(hits: PageHits | undefined) {
    this.#hits = hits;
    this.#found = new Set(hits?.ids);
  }

  /** 1 for each selected image, in the order of the map's rows; undefined where none is. */
  selectedRows(ids: readonly string[]): Uint8Array | undefined {
    return this.#selectedRows.of([ids, this.#selected], () => rowsOf(this.#selected, ids));
  }

  /** The same of images that were found; undefined while nobody looks at any. */
  foundRows(ids: readonly string[]): Uint8Array | undefined {
    const hits = this.#hits;
    if (hits === undefined) return undefined;
    return this.#foundRows.of([ids, hits], () => rowsOf(this.#found, ids) ?? new Uint8Array(ids.length));
  }
}
