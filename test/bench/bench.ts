import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../../scripts/build.ts';
import { benchClusters, clustersSummary } from './clusters.ts';
import { collectionSummary } from './collection-goals.ts';
import { benchCollection } from './collection.ts';
import { benchEmbed } from './embed.ts';
import { explorerSummary } from './explorer-goals.ts';
import { benchExplorer } from './explorer.ts';
import { benchMetadata, metadataSummary } from './metadata.ts';
import { projectSummary } from './project-goals.ts';
import { benchProject, type ProjectOptions } from './project.ts';
import type { Row } from './subject.ts';

/*
 * `npm run bench -- embed [--sizes 120,1000] [--json FILE]`,
 * `npm run bench -- project [--sizes 120,1000] [--large] [--subjects umap-js,umap-learn] [--rounds 3] [--json FILE]`,
 * `npm run bench -- collection [--sizes 1000,10000,100000] [--subjects map,export] [--json FILE]`,
 * `npm run bench -- explorer [--sizes 120,10000,100000,1000000] [--subjects lexiclip] [--rounds 3] [--json FILE]`,
 * `npm run bench -- clusters [--sizes 1000,10000,100000] [--json FILE]` or
 * `npm run bench -- metadata [--sizes 10000] [--json FILE]`:
 * measures against limits and peers, all in one run, and prints ratios: absolute figures of shared machines say
 * little.
 */

interface Bench {
  readonly sizes: string;
  readonly largeSizes?: string;
  run(sizes: readonly number[], scratch: string, options: ProjectOptions): Promise<readonly Row[]>;
  /** What the rows come to. */
  readonly summary?: (rows: readonly Row[]) => string;
}

const benches: Readonly<Record<string, Bench>> = {
  embed: { sizes: '240', run: benchEmbed },
  project: {
    sizes: '120,1000,5000,20000',
    largeSizes: '120,1000,5000,20000,60000',
    run: benchProject,
    summary: projectSummary,
  },
  collection: { sizes: '1000,10000,100000', run: benchCollection, summary: collectionSummary },
  clusters: { sizes: '1000,10000,100000', run: benchClusters, summary: clustersSummary },
  explorer: { sizes: '120,10000,100000,1000000', run: benchExplorer, summary: explorerSummary },
  metadata: { sizes: '10000', run: benchMetadata, summary: metadataSummary },
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    sizes: { type: 'string' },
    json: { type: 'string' },
    large: { type: 'boolean' },
    subjects: { type: 'string' },
    rounds: { type: 'string' },
  },
});
const [name = ''] = positionals;
const bench = benches[name];
if (bench === undefined) {
  process.stderr.write(`Name a benchmark: ${Object.keys(benches).join(', ')}.\n`);
  process.exit(2);
}
const usual = values.large === true ? bench.largeSizes : bench.sizes;
const sizes = (values.sizes ?? usual ?? bench.sizes).split(',').map(Number);
const options = {
  ...(values.subjects !== undefined && { subjects: values.subjects.split(',') }),
  ...(values.rounds !== undefined && { rounds: Number(values.rounds) }),
};
await build();
const scratch = await mkdtemp(path.join(tmpdir(), 'lexiclip-bench-'));
// What is measured about the machine is measured anew.
process.env['LEXICLIP_CACHE'] = scratch;
try {
  const rows = await bench.run(sizes, scratch, options);
  const machine = `${cpus()[0]?.model ?? ''}, ${availableParallelism()} cores, ${(totalmem() / 1e9).toFixed(0)} GB, Node ${process.version}`;
  process.stdout.write(`${machine}\n\n${table(rows)}\n`);
  if (bench.summary !== undefined) process.stdout.write(`\n${bench.summary(rows)}\n`);
  if (values.json !== undefined)
    await writeFile(values.json, `${JSON.stringify({ bench: name, machine, rows }, undefined, 2)}\n`);
} finally {
  await rm(scratch, { recursive: true, force: true });
}

function table(rows: readonly Row[]): string {
  const text = (value: number | string): string =>
    typeof value === 'string' || Number.isInteger(value) ? String(value) : value.toPrecision(4);
  return rows
    .map(({ subject, n, ...measures }) => {
      const known = Object.entries(measures).filter(([, value]) => !Number.isNaN(value));
      const told = known.map(([measure, value]) => `  ${measure.padEnd(24)} ${text(value)}`);
      return [`${subject} (${n})`, ...told].join('\n');
    })
    .join('\n\n');
}
