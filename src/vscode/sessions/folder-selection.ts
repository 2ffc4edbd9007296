import type { Hits } from '../../core/explore/hits.ts';

/** What people have picked out of a folder's images: maps, tree and commands share it. Never in a file. */
export class FolderSelection {
  readonly #onChange: (change: 'selection' | 'hits') => void;
  #ids: readonly string[] = [];
  #hits: Hits | undefined;

  constructor(onChange: (change: 'selection' | 'hits') => void) {
    this.#onChange = onChange;
  }

  /** Ids of the selected images, each once; some may not be in the collection any more. */
  get ids(): readonly string[] {
    return this.#ids;
  }

  /** What was found last, as long as somebody looks at it. */
  get hits(): Hits | undefined {
    return this.#hits;
  }

  select(ids: readonly string[]): void {
    if (ids.length === 0 && this.#ids.length === 0) return;
    this.#ids = ids;
    this.#onChange('selection');
  }

  /** Images that have left the collection leave the selection. @param isThere Whether an image is in the collection. */
  forget(isThere: (id: string) => boolean): void {
    const left = this.#ids.filter(isThere);
    if (left.length < this.#ids.length) this.select(left);
  }

  /** @param hits Undefined when nobody looks at what was found any more. */
  show(hits: Hits | undefined): void {
    if (hits === this.#hits) return;
    this.#hits = hits;
    this.#onChange('hits');
  }
}
