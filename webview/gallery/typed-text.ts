/** Milliseconds after a letter until the next begins a new word, as in VS Code's lists. */
const TYPED_MS = 800;

/** What is typed in a list, letter by letter. */
export class TypedText {
  #text = '';
  #at = -Infinity;

  /** @returns What has been typed with this letter. */
  add(letter: string, now = performance.now()): string {
    return this.begin(now - this.#at < TYPED_MS ? this.#text + letter : letter, now);
  }

  /** Nothing begins with what has been typed: this letter begins a new word. */
  begin(text: string, now = performance.now()): string {
    [this.#text, this.#at] = [text, now];
    return text;
  }
}
