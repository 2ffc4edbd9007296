import type { ExplorerMap } from '../../src/core/explore/map.ts';
import { plainText } from '../../src/core/plain-text.ts';
import type { Host } from '../host.ts';

/** Milliseconds: prompts of images that are scrolled past are not asked for. */
const RESTS_MS = 60;
/** Prompts that are kept, and characters of each: a line shows no more. */
const MOST = 2000;
const LONGEST = 200;

/** The prompts that the lines of a list show, asked for when they are in the window. */
export class PromptTexts {
  readonly #host: Pick<Host, 'prompt'>;
  readonly #onCome: () => void;
  #images: ExplorerMap['images'] | undefined;
  readonly #texts = new Map<number, string>();
  #resting: ReturnType<typeof setTimeout> | undefined;

  /** @param onCome Prompts have come. */
  constructor(host: Pick<Host, 'prompt'>, onCome: () => void) {
    [this.#host, this.#onCome] = [host, onCome];
  }

  /** An image's prompt, by its row; undefined while it is not known, or where there is none. */
  get({ images }: ExplorerMap, row: number): string | undefined {
    if (this.#images !== images) {
      this.#images = images;
      this.#texts.clear();
    }
    const text = this.#texts.get(row);
    return text === '' ? undefined : text;
  }

  /** Prompts have changed. */
  clear(): void {
    this.#texts.clear();
  }

  /** These images are in the window. */
  want(map: ExplorerMap, rows: readonly number[]): void {
    clearTimeout(this.#resting);
    const missing = rows.filter((row) => this.get(map, row) === undefined && !this.#texts.has(row));
    if (missing.length > 0) this.#resting = setTimeout(() => void this.#ask(map, missing), RESTS_MS);
  }

  async #ask(map: ExplorerMap, rows: readonly number[]): Promise<void> {
    const prompts = await Promise.all(rows.map((row) => this.#host.prompt(map, row)));
    if (this.#images !== map.images) return;
    if (this.#texts.size + rows.length > MOST) this.#texts.clear();
    for (const [at, row] of rows.entries()) this.#texts.set(row, plainText(prompts[at] ?? '', LONGEST));
    this.#onCome();
  }
}
