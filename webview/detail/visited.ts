/** The images that were looked at, one after the other, and which of them is now: as the pages of a browser. */
export class Visited {
  #ids: readonly string[] = [];
  #at = -1;

  get current(): string | undefined {
    return this.#ids[this.#at];
  }

  /** The one that was looked at before. */
  get previous(): string | undefined {
    return this.#ids[this.#at - 1];
  }

  get canGoBack(): boolean {
    return this.#at > 0;
  }

  get canGoForward(): boolean {
    return this.#at < this.#ids.length - 1;
  }

  /** Looks at an image: what lay ahead is forgotten. */
  visit(id: string): void {
    if (id === this.current) return;
    this.#ids = [...this.#ids.slice(0, this.#at + 1), id].slice(-MOST);
    this.#at = this.#ids.length - 1;
  }

  /** @param steps Negative ones go back. @returns The image there, or undefined where there is none. */
  go(steps: number): string | undefined {
    const id = this.#ids[this.#at + steps];
    if (id !== undefined) this.#at += steps;
    return id;
  }
}

/** More than anyone goes back. */
const MOST = 200;
