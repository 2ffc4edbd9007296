/** Selects images one by one and by ranges, as lists of files do. */
export class RangeSelection {
  /** Where ranges begin, by id: the order may be another by then. */
  #anchor: string | undefined;

  /** Begins ranges at an image, as long as none is going on. */
  begin(id: string): void {
    this.#anchor = id;
  }

  /** The selection with an image that was not in it, or without one that was. */
  toggle(selected: ReadonlySet<string>, id: string): readonly string[] {
    this.begin(id);
    return selected.has(id) ? [...selected].filter((other) => other !== id) : [...selected, id];
  }

  /**
   * From where ranges begin to an image; from the image itself where that is not known.
   * @param ids In the order in which images are shown. @param adds Whether the others stay selected.
   */
  extend(
    selected: ReadonlySet<string>,
    ids: readonly string[],
    id: string,
    adds: boolean,
  ): readonly string[] {
    const to = ids.indexOf(id);
    const anchor = this.#anchor === undefined ? -1 : ids.indexOf(this.#anchor);
    const from = anchor === -1 ? to : anchor;
    if (anchor === -1) this.#anchor = id;
    const range = ids.slice(Math.min(from, to), Math.max(from, to) + 1);
    return adds ? [...new Set([...selected, ...range])] : range;
  }
}
