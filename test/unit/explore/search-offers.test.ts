import { expect, it } from 'vitest';
import { greyedRows } from '../../../src/core/explore/filter.ts';
import { remembered } from '../../../webview/search/offers.ts';

it('remembers the last queries, each once, the newest first, and not too many', () => {
  let queries: readonly string[] = [];
  for (let at = 0; at < 20; at++) queries = remembered(queries, `query ${at}`);
  expect(queries).toHaveLength(10);
  expect(remembered(queries, ' query 15 ').slice(0, 3)).toEqual(['query 15', 'query 19', 'query 18']);
  expect(remembered(queries, '  ')).toBe(queries);
});

it('what is hidden or was not found is grey', () => {
  const [hidden, found] = [Uint8Array.of(1, 1, 0, 0), Uint8Array.of(1, 0, 1, 0)];
  expect(greyedRows(hidden, found)).toEqual(Uint8Array.of(1, 1, 0, 1));
  expect(greyedRows(undefined, found)).toEqual(Uint8Array.of(0, 1, 0, 1));
  expect(greyedRows(hidden, undefined)).toBe(hidden);
  expect(greyedRows(undefined, undefined)).toBeUndefined();
});
