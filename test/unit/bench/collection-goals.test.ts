import { expect, it } from 'vitest';
import { collectionSummary } from '../../bench/collection-goals.ts';

const cost = { n: 100_000, cpuSeconds: 1, wallSeconds: 1, peakMb: 300, maxHoldMs: 20, filesOpenAtOnce: 32 };
const lineOf = (summary: string, what: string): string | undefined =>
  summary.split('\n').find((line) => line.includes(what));

it('tells for each goal whether it is met, by the worst row', () => {
  const summary = collectionSummary([
    { subject: 'map', ...cost, messageMb: 49 },
    { subject: 'open-warm', ...cost, maxHoldMs: 2800 },
    { subject: 'export', ...cost, peakMb: 1700 },
    { subject: 'search', ...cost, againCpuSeconds: 0.1, arithmeticSeconds: 0.08 },
    { subject: 'tree', ...cost, n: 1000, peakMb: 900 },
  ]);
  expect(lineOf(summary, 'warm open')).toBe(
    'met           a warm open takes less than 2 s of CPU: 1 (open-warm)',
  );
  expect(lineOf(summary, '8 MB')).toContain('not met       the map message is smaller than 8 MB: 49 (map)');
  expect(lineOf(summary, 'is never held')).toMatch(/^not met .*2,800 \(open-warm\)$/);
  expect(lineOf(summary, 'below 400 MB')).toMatch(/^met .*300 \(/);
  expect(lineOf(summary, 'of an export')).toMatch(/^not met /);
  expect(lineOf(summary, 'search')).toMatch(/^not met .*1\.25 \(search\)$/);
  expect(lineOf(summary, 'a click takes')).toMatch(/^not measured /);
});

it('counts a row that failed as a goal that is not met', () => {
  const failed = {
    subject: 'map',
    n: 100_000,
    cpuSeconds: NaN,
    wallSeconds: NaN,
    peakMb: NaN,
    failed: 'EMFILE',
  };
  const summary = collectionSummary([failed, { subject: 'tree', ...cost }]);
  expect(lineOf(summary, '8 MB')).toBe('not met       the map message is smaller than 8 MB: map failed');
  expect(lineOf(summary, 'is never held')).toMatch(/^not met .*: 20 \(tree\), map failed$/);
});
