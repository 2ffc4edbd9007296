/** Milliseconds after a letter until the next begins a new word, as in VS Code's lists. */
const TYPED_MS = 800;

/** What is typed in a list, letter by letter. */
export class TypedText {
  #text = '';
  #at = -Infinity;

  /** @returns What has been typed with this letter. */
  add(letter: string, now = performance.now()): string {
    this.#text = now - this.#at < TYPED_MS ? this.#text + letter : letter;
    this.#at = now;
    return this.#text;
  }
}
