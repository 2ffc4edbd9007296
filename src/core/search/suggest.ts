import { isNumberField, searchFieldNamed, searchFieldNames, searchFields, type TextField } from './fields.ts';
import { fold } from './fold.ts';

/** What could stand in a query in the place of what is being typed. */
export interface Suggestion {
  /** The part that it replaces: the index of its first character, and that behind its last. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** For people: what is to be done with it, beside it. */
  readonly detail: string;
}

const MOST = 8;
/** Letters from which on the name of a field is offered: one letter begins too many words. */
const LEAST_LETTERS = 2;

/**
 * Fields and their values that begin as what is typed before the caret.
 * @param valuesOf The values of a field that are known, the most frequent first.
 */
export function suggest(
  query: string,
  caret: number,
  valuesOf: (field: TextField) => readonly string[],
): readonly Suggestion[] {
  const [typed = ''] = /(?:[^\s"“„]|["“„][^"”]*["”]?)*$/.exec(query.slice(0, caret)) ?? [];
  const [, not = '', name = '', operator, value = ''] = /^(-?)(\p{L}*)([:=])?["“„]?(.*)$/u.exec(typed) ?? [];
  const [from, to] = [caret - typed.length, caret];
  if (operator === undefined) {
    if (name.length < LEAST_LETTERS || value !== '') return [];
    return searchFieldNames
      .filter((field) => field.startsWith(name.toLowerCase()))
      .slice(0, MOST)
      .map((field) => ({
        from,
        to,
        text: `${not}${field}${isNumberField(field) ? '>=' : ':'}`,
        detail: searchFields[field].detail(),
      }));
  }
  const field = searchFieldNamed(name);
  if (field === undefined || isNumberField(field) || field === 'prompt' || field === 'negative') return [];
  const sought = fold(value);
  const fits = valuesOf(field).filter((one) => one !== '' && fold(one).includes(sought));
  const begins = (one: string): boolean => fold(one).startsWith(sought);
  return [...fits.filter(begins), ...fits.filter((one) => !begins(one))]
    .map((one) => `${not}${field}${operator}${quotedValue(one)} `)
    .filter((text) => text.trimEnd() !== typed)
    .slice(0, MOST)
    .map((text) => ({ from, to, text, detail: searchFields[field].detail() }));
}

/** A value as it is typed: with quotation marks where it has spaces; one within it may be anything. */
export function quotedValue(value: string): string {
  return /[\s"“”„]/.test(value) ? `"${value.replaceAll(/["“”„]/g, '*')}"` : value;
}
