import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../../scripts/build.ts';
import { benchEmbed } from './embed.ts';
import type { Row } from './subject.ts';

/*
 * `npm run bench -- embed [--sizes 120,1000] [--json FILE]`: measures against limits and peers, all in one run,
 * and prints ratios: absolute figures of shared machines say little.
 */

const benches: Readonly<
  Record<
    string,
    { sizes: string; run: (sizes: readonly number[], scratch: string) => Promise<readonly Row[]> }
  >
> = {
  embed: { sizes: '240', run: benchEmbed },
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { sizes: { type: 'string' }, json: { type: 'string' } },
});
const [name = ''] = positionals;
const bench = benches[name];
if (bench === undefined) {
  process.stderr.write(`Name a benchmark: ${Object.keys(benches).join(', ')}.\n`);
  process.exit(2);
}
const sizes = (values.sizes ?? bench.sizes).split(',').map(Number);
await build();
const scratch = await mkdtemp(path.join(tmpdir(), 'lexiclip-bench-'));
// What is measured about the machine is measured anew.
process.env['LEXICLIP_CACHE'] = scratch;
try {
  const rows = await bench.run(sizes, scratch);
  const machine = `${cpus()[0]?.model ?? ''}, ${String(availableParallelism())} cores, ${(totalmem() / 1e9).toFixed(0)} GB, Node ${process.version}`;
  process.stdout.write(`${machine}\n\n${table(rows)}\n`);
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
      const told = Object.entries(measures).map(
        ([measure, value]) => `  ${measure.padEnd(24)} ${text(value)}`,
      );
      return [`${subject} (${String(n)})`, ...told].join('\n');
    })
    .join('\n\n');
}
