import { goalLine } from './goal-line.ts';
import type { Row } from './subject.ts';

/** The size that the goals are of. */
const GOAL_SIZE = 100_000;
/** Of the pure arithmetic. */
const MOST_RATIO = 1.1;

/** What the goals for large collections ask for beside what was measured. */
export function collectionSummary(rows: readonly Row[]): string {
  const measured = rows.filter(({ n }) => n === GOAL_SIZE);
  const named = (name: string): readonly Row[] => measured.filter(({ subject }) => subject === name);
  const others = measured.filter(({ subject }) => subject !== 'export');
  const most = (limit: number, of: readonly Row[], measure: string, what: string): string =>
    atMost(
      limit,
      of.map((row) => ({ row, value: Number(row[measure] ?? NaN) })),
      what,
    );
  const again = (name: string): string =>
    atMost(
      MOST_RATIO,
      named(name).map((row) => ({
        row,
        value: Number(row['againCpuSeconds'] ?? NaN) / Number(row['arithmeticSeconds'] ?? NaN),
      })),
      `${name}, repeated, takes at most 1.1 times the CPU of its arithmetic`,
    );
  return [
    `Goals for ${GOAL_SIZE.toLocaleString('en')} images:`,
    most(2, named('open-warm'), 'cpuSeconds', 'a warm open takes less than 2 s of CPU'),
    most(1, named('open-prompt'), 'filesRead', 'a click reads one file'),
    most(0.05, named('open-prompt'), 'wallSeconds', 'a click takes less than 0.05 s'),
    most(1, named('one-file-changed'), 'filesRead', 'after a change of one file, one file is read'),
    most(8, named('map'), 'messageMb', 'the map message is smaller than 8 MB'),
    most(1, named('map'), 'cpuSeconds', 'the map message takes less than 1 s of CPU'),
    most(50, measured, 'maxHoldMs', 'the event loop is never held for more than 50 ms'),
    most(400, others, 'peakMb', 'memory stays below 400 MB'),
    most(300, named('export'), 'peakMb', 'the memory of an export stays below 300 MB'),
    most(64, measured, 'filesOpenAtOnce', 'never more than 64 files are open'),
    ...['search', 'outliers', 'duplicates'].map(again),
    most(50, named('searchbox'), 'slowestKeystrokeMs', 'a keystroke in the search box takes less than 50 ms'),
  ].join('\n');
}

/** The worst row decides. A row that failed meets no goal. */
function atMost(
  limit: number,
  found: readonly { readonly row: Row; readonly value: number }[],
  what: string,
): string {
  const failures = found.flatMap(({ row }) => (row['failed'] === undefined ? [] : `${row.subject} failed`));
  const measured = found.filter(({ row }) => row['failed'] === undefined);
  const [worst] = [...measured].sort((a, b) => b.value - a.value);
  const figures = worst === undefined ? [] : [`${round(worst.value)} (${worst.row.subject})`];
  const told = [...figures, ...failures].join(', ');
  const isMet = failures.length === 0 && measured.every(({ value }) => value <= limit);
  return goalLine(told === '' ? undefined : told, isMet, what);
}

function round(value: number): string {
  return (value >= 100 ? Math.round(value) : Number(value.toPrecision(3))).toLocaleString('en');
}
