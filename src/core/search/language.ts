import * as l10n from '@vscode/l10n';
import { LexiclipError } from '../errors.ts';
import { localList } from '../language.ts';
import type { Condition } from './conditions.ts';
import {
  isNumberField,
  isWordsField,
  searchFieldNames,
  searchFields,
  type SearchFieldName,
} from './fields.ts';
import { fold, NO_WORDS, wordsSought } from './fold.ts';
import { parseQuery, type Term } from './query.ts';
import { dateRange, numberRange } from './ranges.ts';
import { tokensOf, type Operator, type Token } from './tokens.ts';

/** What plain words are: words of prompts, or what an image means to the model. */
export const searchModes = ['words', 'meaning'] as const;
export type SearchMode = (typeof searchModes)[number];

/** A query as it is understood. */
export interface SearchQuery {
  /** All of them must be met. */
  readonly conditions: readonly Condition[];
  /** What images are ranked by; empty: they keep the collection's order. */
  readonly terms: readonly Term[];
}

/**
 * Reads a query: `cat -dog "a red fruit" model:sdxl cfg>7 -negative:blurry like:image-id`. Fields restrict it in either mode.
 * Plain words must be in the prompt, or rank by meaning (`parseQuery`); `like:` always ranks.
 * @throws LexiclipError `bad-query`, with the place.
 */
export function parseSearch(query: string, mode: SearchMode): SearchQuery {
  if (query.trim() === '')
    throw new LexiclipError({ kind: 'bad-query', query: '', problem: l10n.t('it is empty') });
  return mode === 'words' ? parseWords(query) : parseMeaning(query);
}

function parseWords(query: string): SearchQuery {
  const conditions: Condition[] = [];
  const liked: string[] = [];
  for (const token of tokensOf(query)) {
    const { field, value, isQuoted, isNot } = token;
    if (isLike(token)) liked.push(`${isNot ? '-' : '+'} like:"${valueIn(token, query)}"`);
    else if (field === undefined) {
      const sought = wordsSought(value, isQuoted);
      // Signs alone say nothing that a prompt would be looked through for.
      if (sought !== '') conditions.push({ kind: 'words', field: 'prompt', sought, isNot });
    } else if (field.known === undefined) throw unknownField(query, token, field.name);
    else conditions.push(conditionOf(query, token, field.known, field.operator));
  }
  const terms = liked.length === 0 ? [] : parseQuery(liked.join(' '));
  return { conditions, terms };
}

/** Fields are taken out; what remains is read by `parseQuery`, as it was typed. */
function parseMeaning(query: string): SearchQuery {
  const conditions: Condition[] = [];
  let rest = '';
  let at = 0;
  for (const token of tokensOf(query)) {
    const { field } = token;
    if (field?.known === undefined) continue;
    const before = query.slice(at, token.from);
    // `horse + model:sdxl` and `horse - model:sdxl`: the sign goes with what follows it.
    const sign = /(?:^|\s)([+-])\s+$/.exec(before);
    rest += sign === null ? before : before.slice(0, sign.index + 1);
    const isNot = token.isNot || sign?.[1] === '-';
    conditions.push(conditionOf(query, { ...token, isNot }, field.known, field.operator));
    at = token.to;
  }
  rest += query.slice(at);
  if (rest.trim() === '' && conditions.length > 0) return { conditions, terms: [] };
  return { conditions, terms: parseQuery(rest) };
}

function isLike({ field }: Token): boolean {
  return field?.operator === ':' && field.name.toLowerCase() === 'like';
}

function valueIn(token: Token, query: string): string {
  if (token.value === '') throw refusal(query, token, l10n.t('nothing follows “like:”'));
  return token.value;
}

function conditionOf(query: string, token: Token, name: SearchFieldName, operator: Operator): Condition {
  const { value, isNot } = token;
  if (value === '') throw refusal(query, token, l10n.t('nothing follows “{0}”', `${name}${operator}`));
  if (isNumberField(name)) {
    if (value === '*')
      return { kind: 'range', field: name, least: -Infinity, most: Infinity, isOpen: false, isNot };
    const isDate = searchFields[name].kind === 'date';
    const range = isDate ? dateRange(operator, value) : numberRange(operator, value);
    if (range !== undefined) return { kind: 'range', field: name, ...range, isNot };
    const problem = isDate
      ? l10n.t('“{0}” is no date, as 2024-05-01, 2024-05 or 2024 are', value)
      : l10n.t('“{0}” is no number', value);
    throw refusal(query, token, problem);
  }
  if (operator !== ':' && operator !== '=')
    throw refusal(
      query,
      token,
      l10n.t('“{name}” is no number to compare: write {name}:{value}', { name, value }),
    );
  if (isWordsField(name)) {
    if (value === '*') return { kind: 'words', field: name, sought: NO_WORDS, isNot: !isNot };
    const sought = wordsSought(value, token.isQuoted || operator === '=');
    if (sought === '') throw refusal(query, token, l10n.t('“{0}” has no words', value));
    return { kind: 'words', field: name, sought, isNot };
  }
  const pieces = fold(value).split('*');
  const isWhole = (operator === '=' || searchFields[name].kind === 'name') && value !== '*';
  return { kind: 'text', field: name, pieces, isWhole, isNot };
}

function unknownField(query: string, token: Token, name: string): LexiclipError {
  const first = fold(name)[0] ?? '';
  const near = searchFieldNames.filter((one) => one.startsWith(first));
  const offered = near.length === 0 ? searchFieldNames : near;
  return refusal(
    query,
    token,
    l10n.t(
      'there is no field “{0}” ({1}); text with a colon goes into quotation marks',
      name,
      localList(offered),
    ),
  );
}

function refusal(query: string, { from, to }: Token, problem: string): LexiclipError {
  return new LexiclipError({ kind: 'bad-query', query, problem, from, to });
}
