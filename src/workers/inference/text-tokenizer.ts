import { readFile, stat } from 'node:fs/promises';
import { Tokenizer } from '@huggingface/tokenizers';
import { MOST_TOKENIZER_BYTES } from '../../core/embed/model-description.ts';
import { tokenizerFileSchema } from '../../core/embed/tokenizer-file.ts';

/** CLIP's marks, for a file that does not say what puts them there. */
const START = '<|startoftext|>';
const END = '<|endoftext|>';

/** From texts to rows of token ids, as a hub's `tokenizer.json` says. */
export class TextTokenizer {
  readonly #tokenizer: Tokenizer;
  readonly #start: readonly number[];
  readonly #end: number;

  private constructor(tokenizer: Tokenizer, start: readonly number[], end: number) {
    this.#tokenizer = tokenizer;
    this.#start = start;
    this.#end = end;
  }

  /** @throws Error where it is no tokenizer, or one that is not known. */
  static async open(file: string): Promise<TextTokenizer> {
    if ((await stat(file)).size > MOST_TOKENIZER_BYTES) throw new Error('it is too large for a tokenizer');
    return TextTokenizer.from(JSON.parse(await readFile(file, 'utf8')));
  }

  /** @param json A parsed `tokenizer.json`. @throws Error where it is none, or one that is not known. */
  static from(json: unknown): TextTokenizer {
    const { data, error } = tokenizerFileSchema.safeParse(json);
    if (data === undefined) {
      const [{ path, message } = { path: [], message: '' }] = error.issues;
      throw new Error(`it is no tokenizer of CLIP's or SigLIP 2's kind: ${path.join('.')}: ${message}`);
    }
    const tokenizer = new Tokenizer({ ...data, decoder: null }, {});
    // Of an empty text, the marks are left.
    const marks = data.post_processor === null ? [] : tokenizer.encode('').ids;
    const [start, end] = [START, END].map((mark) => tokenizer.token_to_id(mark));
    if (marks.length === 0 && start !== undefined && end !== undefined) marks.push(start, end);
    const last = marks.pop();
    if (last === undefined) throw new Error('it has no mark for the end of a text');
    return new TextTokenizer(tokenizer, marks, last);
  }

  /** A text as [context] ids: start, text, end, zeros. What is too long is cut, and still has its end. */
  row(text: string, context: number): readonly number[] {
    const ids = [...this.#start, ...this.encode(text)].slice(0, context - 1);
    return [...ids, this.#end, ...new Array<number>(context - 1 - ids.length).fill(0)];
  }

  /** The ids of a text, without marks. @throws Error where the vocabulary lacks a part of it. */
  encode(text: string): readonly number[] {
    const { ids } = this.#tokenizer.encode(text, { add_special_tokens: false });
    // Typed as numbers; it is undefined where the file has no token for what is unknown.
    if (!ids.every(Number.isInteger)) throw new Error('its vocabulary lacks a part of the text');
    return ids;
  }
}
