import * as l10n from '@vscode/l10n';
import { LexiclipError } from '../errors.ts';

/** A part of a query: words, or an image of the collection, and how much it counts. */
export interface Term {
  readonly kind: 'words' | 'image';
  /** The words, or the image's id. */
  readonly value: string;
  /** Negative for what is to be left out. */
  readonly weight: number;
}

/** Signs within quotation marks are those of the text: while the rest is parted, these stand for them. */
const [PLUS, MINUS] = ['\ue000', '\ue001'];

/**
 * Reads a query: `a red fruit`, `horse + stripes - 2:grass`, `like:image-id + snow`. A sign between terms has
 * spaces around it, so that words may have hyphens; quotation marks keep it from being one.
 * @throws LexiclipError `bad-query`.
 */
export function parseQuery(query: string): readonly Term[] {
  const text = query.trim();
  const quoted = text.replaceAll(/["“„][^"“”]*["”“]/g, (part) =>
    part.slice(1, -1).replaceAll('+', PLUS).replaceAll('-', MINUS),
  );
  const unquoted = (part: string): string => part.replaceAll(PLUS, '+').replaceAll(MINUS, '-').trim();
  const refuse = (problem: string): never => {
    throw new LexiclipError({ kind: 'bad-query', query: text, problem });
  };
  if (text === '') refuse(l10n.t('it is empty'));
  const [first = '', ...rest] = quoted.split(/(?:^|\s+)([+-])(?=\s|$)/);
  const parts = first.trim() === '' && rest.length > 0 ? [] : [{ sign: '+', part: first }];
  for (let at = 0; at < rest.length; at += 2) parts.push({ sign: rest[at] ?? '', part: rest[at + 1] ?? '' });
  return parts.map(({ sign, part }) => {
    const [, number = '1', value = ''] = /^(?:(\d+(?:\.\d+)?):)?\s*(.*)$/s.exec(part.trim()) ?? [];
    const [, image] = /^like:\s*(.*)$/is.exec(value) ?? [];
    if ((image ?? value).trim() === '') refuse(l10n.t('nothing follows “{0}”', sign));
    if (Number(number) === 0) refuse(l10n.t('a weight of 0 counts nothing'));
    const weight = sign === '-' ? -Number(number) : Number(number);
    if (image !== undefined) return { kind: 'image', value: unquoted(image), weight };
    return { kind: 'words', value: unquoted(value), weight };
  });
}

/**
 * The direction of a query: the sum of its terms' vectors, each by its weight, brought to length 1.
 * @throws LexiclipError `bad-query` where nothing is left of it.
 */
export function combine(
  query: string,
  terms: readonly { readonly weight: number; readonly vector: Float32Array }[],
): Float32Array {
  const sum = new Float64Array(terms[0]?.vector.length ?? 0);
  for (const { weight, vector } of terms)
    vector.forEach((value, at) => {
      sum[at] = (sum[at] ?? 0) + weight * value;
    });
  const length = Math.hypot(...sum);
  if (length < 1e-6)
    throw new LexiclipError({ kind: 'bad-query', query, problem: l10n.t('its parts cancel each other') });
  return Float32Array.from(sum, (value) => value / length);
}
