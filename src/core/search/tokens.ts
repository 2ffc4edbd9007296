import { isNumberField, searchFieldNamed, type SearchFieldName } from './fields.ts';

export type Operator = ':' | '=' | '>' | '>=' | '<' | '<=';

/** A part of a query, and where it stands. */
export interface Token {
  /** The index of its first character, and that behind its last. */
  readonly from: number;
  readonly to: number;
  /** Whether a minus stands before it. */
  readonly isNot: boolean;
  /** What is before the operator; absent for plain words. */
  readonly field?: {
    readonly name: string;
    readonly known: SearchFieldName | undefined;
    readonly operator: Operator;
  };
  /** Without quotes. */
  readonly value: string;
  readonly isQuoted: boolean;
}

const SPACE = /\s+/y;
const NOT = /-(?=[^\s-])/y;
const FIELD = /(\p{L}+)(:|>=|<=|=|>|<)/uy;
/** Who compares numbers may leave room around the sign. */
const SPACED_FIELD = /(\p{L}+)\s*(>=|<=|=|>|<)\s*/uy;
/** A quote that is not closed goes on to the end: it is still being typed. */
const QUOTED = /["“”„]([^"“”]*)(?:["“”]|$)/y;
const PLAIN = /\S+/y;

/** The parts of a query, in order. */
export function tokensOf(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(query) ?? undefined;
    if (found !== undefined) at = pattern.lastIndex;
    return found;
  };
  const takeField = (): Token['field'] => {
    const before = at;
    const found = take(FIELD) ?? take(SPACED_FIELD);
    if (found === undefined) return undefined;
    const [text, name = '', operator] = found;
    const known = searchFieldNamed(name);
    const isSpaced = text.length > name.length + (operator?.length ?? 0);
    if (isSpaced && (known === undefined || !isNumberField(known))) {
      at = before;
      return undefined;
    }
    // `cfg> 7`, too.
    if (known !== undefined && isNumberField(known) && operator !== ':') take(SPACE);
    return { name, known, operator: operator as Operator };
  };
  for (;;) {
    take(SPACE);
    if (at >= query.length) return tokens;
    const from = at;
    const isNot = take(NOT) !== undefined;
    const field = takeField();
    const quoted = take(QUOTED);
    const value = quoted?.[1] ?? take(PLAIN)?.[0] ?? '';
    tokens.push({
      from,
      to: at,
      isNot,
      ...(field === undefined ? {} : { field }),
      value,
      isQuoted: quoted !== undefined,
    });
  }
}
