import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { readClusters } from '../../src/core/clusters/clusters-file.ts';
import { clusterColumns } from '../../src/core/clusters/columns.ts';
import { Collection } from '../../src/core/collection/collection.ts';
import { EXAMPLE_CONCEPTS } from '../../src/core/concepts.ts';
import { FolderStore } from '../../src/node/collection/folder-store.ts';
import { lexiclip, readJson, standIn } from '../integration/cli.ts';
import { adjustedRandIndex } from './adjusted-rand-index.ts';
import { goalLine } from './goal-line.ts';
import { run, type Row } from './subject.ts';

/** The largest size, and what the goals ask for. */
const GOAL_SIZE = 100_000;
const MOST_PER_GRAPH = 30;
const MOST_TURN_MS = 50;
const LEAST_RAND = { sample: 0.35, photographs: 0.65 } as const;

/** Clusters against concepts, of the sample and of photographs, then of generated points how long they take. */
export async function benchClusters(sizes: readonly number[], scratch: string): Promise<readonly Row[]> {
  const rows = [await againstConcepts('sample', scratch, [...EXAMPLE_CONCEPTS, '--source', 'sample'])];
  const recorded = process.env['LEXICLIP_TEST_DATA'] ?? '';
  if (recorded !== '') {
    const folder = path.join(recorded, 'data/photos12');
    rows.push(await againstConcepts('photographs', scratch, ['--source', 'folder', '--folder', folder]));
  }
  for (const n of sizes)
    rows.push({ subject: 'generated', n, ...(await run<{ wallSeconds: number }>('clusters', { n })) });
  return rows;
}

/** The adjusted Rand index of each level of clusters with the concepts that found the images. */
async function againstConcepts(subject: string, scratch: string, source: readonly string[]): Promise<Row> {
  const workspace = path.join(scratch, subject);
  const start = performance.now();
  const how = ['--method', 'pca', '--model', standIn, '--device', 'cpu', '--workspace', workspace];
  const { status, stderr } = await lexiclip(['explore', ...source, ...how]);
  if (status !== 0) throw new Error(stderr);
  const wallSeconds = (performance.now() - start) / 1000;
  const [file = ''] = await readdir(path.join(workspace, '.lexiclip/clusters'));
  const collection = new Collection(new FolderStore(path.join(workspace, '.lexiclip')));
  const clusters = await readClusters(collection, path.parse(file).name);
  if (clusters === undefined) throw new Error('there are no clusters');
  const conceptOf = new Map<string, string>();
  for (const slug of await readdir(path.join(workspace, '.lexiclip/concepts'))) {
    const { images } = await readJson<{ images: string[] }>(workspace, `concepts/${slug}/concept.json`);
    for (const id of images) conceptOf.set(id, slug);
  }
  const columns = await clusterColumns(clusters, [...conceptOf.keys()], () => Promise.resolve());
  const measures = columns.flatMap(({ name, clusters: { length }, clusterOf }) => [
    [`${name}Clusters`, length],
    [`${name}Rand`, adjustedRandIndex([...clusterOf], [...conceptOf.values()])],
  ]);
  const unknown = { cpuSeconds: NaN, peakMb: NaN };
  return { subject, n: conceptOf.size, wallSeconds, ...unknown, ...(Object.fromEntries(measures) as object) };
}

/** What the goals ask for beside what was measured. */
export function clustersSummary(rows: readonly Row[]): string {
  const measured = (subject: string, measure: string, n?: number): number | undefined => {
    const row = rows.find((each) => each.subject === subject && (n === undefined || each.n === n));
    return row === undefined ? undefined : Number(row[measure]);
  };
  const rand = (subject: keyof typeof LEAST_RAND): string => {
    const value = measured(subject, 'middleRand');
    const least = LEAST_RAND[subject];
    const what = `${subject}: an adjusted Rand index of at least ${least} at the middle level`;
    return goalLine(value?.toFixed(3), (value ?? NaN) >= least, what);
  };
  const most = (measure: string, limit: number, what: string): string => {
    const value = measured('generated', measure, GOAL_SIZE);
    return goalLine(value?.toFixed(1), (value ?? NaN) <= limit, what);
  };
  return [
    'Goals:',
    rand('sample'),
    rand('photographs'),
    most(
      'levelsPerGraph',
      MOST_PER_GRAPH,
      `100,000 points: levels take at most ${MOST_PER_GRAPH} times the graph's time`,
    ),
    most(
      'longestTurnMs',
      MOST_TURN_MS,
      `100,000 points: naming holds its thread for at most ${MOST_TURN_MS} ms`,
    ),
  ].join('\n');
}
