import type { Operator } from './tokens.ts';

/** Numbers from one to another; `isOpen`: without these two. */
export interface NumberRange {
  readonly least: number;
  readonly most: number;
  readonly isOpen: boolean;
}

const NUMBER = String.raw`-?\d+(?:\.\d+)?`;
const ONE = new RegExp(`^${NUMBER}$`);
const BETWEEN = new RegExp(`^(${NUMBER})?\\.\\.(${NUMBER})?$`);
const DATE = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;

/** `7`, or `5..8` with either end left out. Undefined for what is no number. */
export function numberRange(operator: Operator, value: string): NumberRange | undefined {
  const between = BETWEEN.exec(value);
  if (between !== null && isEqual(operator) && value !== '..')
    return closed(Number(between[1] ?? -Infinity), Number(between[2] ?? Infinity));
  if (!ONE.test(value)) return undefined;
  const number = Number(value);
  return compared(operator, number, number);
}

/**
 * A day, a month or a year (UTC), or from one to another: `2024`, `2024-05`, `2024-05-01..2024-06`. Milliseconds since 1970.
 * Undefined for what is no date.
 */
export function dateRange(operator: Operator, value: string): NumberRange | undefined {
  const [from = '', to, ...others] = value.split('..');
  if (to !== undefined) {
    if (others.length > 0 || !isEqual(operator) || value === '..') return undefined;
    const [first, last] = [periodOf(from), periodOf(to)];
    if ((from !== '' && first === undefined) || (to !== '' && last === undefined)) return undefined;
    return closed(first?.first ?? -Infinity, last?.last ?? Infinity);
  }
  const period = periodOf(value);
  return period === undefined ? undefined : compared(operator, period.first, period.last);
}

function isEqual(operator: Operator): boolean {
  return operator === ':' || operator === '=';
}

/** @param first Of what is compared with. @param last The same, where it is a number alone. */
function compared(operator: Operator, first: number, last: number): NumberRange {
  switch (operator) {
    case ':':
    case '=':
      return closed(first, last);
    case '>':
      return { least: last, most: Infinity, isOpen: true };
    case '>=':
      return closed(first, Infinity);
    case '<':
      return { least: -Infinity, most: first, isOpen: true };
    case '<=':
      return closed(-Infinity, last);
  }
}

function closed(least: number, most: number): NumberRange {
  return { least, most, isOpen: false };
}

/** The first and the last millisecond of a day, a month or a year. */
function periodOf(text: string): { readonly first: number; readonly last: number } | undefined {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (year === undefined) return undefined;
  const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)];
  const first = utc(y, m, d);
  const date = new Date(first);
  // The 31st of February is no day, nor is there a 13th month.
  if (date.getUTCMonth() !== m || date.getUTCDate() !== d) return undefined;
  const next =
    month === undefined ? utc(y + 1, 0, 1) : day === undefined ? utc(y, m + 1, 1) : utc(y, m, d + 1);
  return { first, last: next - 1 };
}

/** Years below 100, too, which `Date.UTC` takes for those of the last century. */
function utc(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month, day);
}
