import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { generateCollection } from './collection/generate.ts';
import type { Usage } from './process-tree.ts';
import { run, type Row } from './subject.ts';

/** In the order in which a window does them: the first leaves the index that the others find. */
const ROWS = [
  ...['open-cold', 'open-warm', 'check', 'tree', 'map', 'open-prompt', 'one-file-changed'],
  ...['search', 'outliers', 'duplicates', 'export'],
];
/** A page of more thumbnails than anybody sends. */
const MOST_EXPORTED = 10_000;
const LIMIT_SECONDS = 600;

interface Measures {
  readonly wallSeconds: number;
  readonly rowCpuSeconds: number;
  readonly maxHoldMs: number;
  readonly filesRead: number;
  readonly filesOpenAtOnce: number;
}

/** What a large collection costs the extension host: each row in a process of its own, files in the page cache. */
export async function benchCollection(sizes: readonly number[], scratch: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const n of sizes) {
    const workspace = path.join(scratch, `collection-${String(n)}`);
    await mkdir(workspace);
    await generateCollection(workspace, n);
    for (const row of ROWS.filter((name) => name !== 'export' || n <= MOST_EXPORTED))
      rows.push(await measured(workspace, row, n));
    await rm(workspace, { recursive: true });
  }
  return rows;
}

/** A row that fails is one that says so. */
async function measured(workspace: string, row: string, n: number): Promise<Row> {
  try {
    const { rowCpuSeconds, peakMb, ...measures } = await run<Measures & Usage>(
      'collection',
      { workspace, row },
      { limitSeconds: LIMIT_SECONDS },
    );
    return { subject: row, n, ...measures, cpuSeconds: rowCpuSeconds, peakMb };
  } catch (error) {
    const failed = String(error).split('\n')[0] ?? '';
    return { subject: row, n, cpuSeconds: NaN, wallSeconds: NaN, peakMb: NaN, failed };
  }
}

/** What is wanted at 100,000 images, beside what was measured of the largest collection. */
export function collectionSummary(rows: readonly Row[]): string {
  const largest = Math.max(...rows.map(({ n }) => n));
  const goals: readonly (readonly [row: string, measure: string, most: number])[] = [
    ['open-warm', 'cpuSeconds', 2],
    ['open-prompt', 'wallSeconds', 0.05],
    ['open-prompt', 'filesRead', 1],
    ['one-file-changed', 'filesRead', 1],
    ['map', 'messageMb', 8],
    ['map', 'cpuSeconds', 1],
    ['export', 'peakMb', 300],
    ...ROWS.filter((row) => row !== 'export').flatMap((row) => [
      [row, 'maxHoldMs', 50] as const,
      [row, 'peakMb', 400] as const,
      [row, 'filesOpenAtOnce', 64] as const,
    ]),
  ];
  return goals
    .flatMap(([row, measure, most]) => {
      const value = rows.find(({ subject, n }) => subject === row && n === largest)?.[measure];
      if (typeof value !== 'number') return [];
      const verdict = value <= most ? 'holds ' : 'missed';
      return [`${verdict} ${row} ${measure}: ${value.toPrecision(3)}, at most ${String(most)} is wanted`];
    })
    .join('\n');
}
