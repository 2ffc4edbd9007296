/**
 * The pairs of an infotext's last part: `Name: value, Name: value`, and lines of their own behind them, as extensions
 * add (`Template: …`). A value in quotes or brackets may hold commas and line breaks; values stay as they stand, quotes
 * included. Linear in the length of the text.
 */
export function infotextPairs(text: string): Readonly<Record<string, string>> {
  const pairs = new Map<string, string>();
  const scanner = new Scanner(text);
  let last: string | undefined;
  let isFirstLine = true;
  while (scanner.at < text.length) {
    const line = scanner.atLineStart();
    isFirstLine &&= !line;
    scanner.skipSeparators();
    const name = scanner.name();
    if (name === undefined) {
      const rest = isFirstLine ? scanner.untilComma() : scanner.untilLineEnd();
      if (last !== undefined && rest !== '')
        pairs.set(last, `${pairs.get(last) ?? ''}${isFirstLine ? ', ' : '\n'}${rest}`);
      continue;
    }
    pairs.set(name, isFirstLine ? scanner.value() : scanner.untilLineEnd());
    last = name;
  }
  return Object.fromEntries(pairs);
}

/** Longer than any tool's. */
const LONGEST_NAME = 60;

class Scanner {
  at = 0;
  readonly #text: string;
  /** Once a bracket or a quote was found without its end, others have none either. */
  #mayBracket = true;
  #mayQuote = true;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether a line begins here, behind blanks; the first line does not count. */
  atLineStart(): boolean {
    let at = this.at;
    while (at < this.#text.length && ', \t\r'.includes(this.#text[at] ?? '')) at++;
    return this.#text[at] === '\n' || (this.at > 0 && this.#text[this.at - 1] === '\n');
  }

  skipSeparators(): void {
    while (this.at < this.#text.length && ', \t\r\n'.includes(this.#text[this.at] ?? '')) this.at++;
  }

  /** A name with its colon; undefined, and nothing is taken, where none stands here. */
  name(): string | undefined {
    const start = this.#text.slice(this.at, this.at + LONGEST_NAME + 2);
    const [taken, name] = /^([^\s:,"{}[\]<>()][^:,\n"{}[\]<>]{0,59}):(?=[\s"[{]|$)/.exec(start) ?? [];
    if (taken === undefined || name === undefined) return undefined;
    this.at += taken.length;
    return name.trim();
  }

  value(): string {
    while (' \t'.includes(this.#text[this.at] ?? 'x')) this.at++;
    const first = this.#text[this.at] ?? '';
    const end =
      first === '"'
        ? this.#endOfQuoted(this.at)
        : '[{'.includes(first) && first !== ''
          ? this.#endOfBracket()
          : undefined;
    if (end === undefined) return this.untilComma();
    const value = this.#text.slice(this.at, end);
    this.at = end;
    return value;
  }

  untilComma(): string {
    return this.#until((char) => char === ',' || char === '\n');
  }

  untilLineEnd(): string {
    return this.#until((char) => char === '\n');
  }

  #until(isEnd: (char: string) => boolean): string {
    const from = this.at;
    while (this.at < this.#text.length && !isEnd(this.#text[this.at] ?? '')) this.at++;
    return this.#text.slice(from, this.at).trim();
  }

  #endOfQuoted(from: number): number | undefined {
    if (!this.#mayQuote) return undefined;
    for (let at = from + 1; at < this.#text.length; at++) {
      if (this.#text[at] === '\\') at++;
      else if (this.#text[at] === '"') return at + 1;
    }
    this.#mayQuote = false;
    return undefined;
  }

  #endOfBracket(): number | undefined {
    if (!this.#mayBracket) return undefined;
    let depth = 0;
    for (let at = this.at; at < this.#text.length; at++) {
      const char = this.#text[at];
      if (char === '"') {
        at = (this.#endOfQuoted(at) ?? at + 1) - 1;
      } else if (char === '[' || char === '{') depth++;
      else if ((char === ']' || char === '}') && --depth === 0) return at + 1;
    }
    this.#mayBracket = false;
    return undefined;
  }
}
