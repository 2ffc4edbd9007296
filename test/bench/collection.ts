import { rm } from 'node:fs/promises';
import path from 'node:path';
import { generateCollection } from './collection/generate.ts';
import type { GeneratedImage } from './collection/records.ts';
import { rows as everyRow, type RowTask } from './collection/rows.ts';
import { buildHost, runRow } from './collection/run-row.ts';
import type { Row } from './subject.ts';

const installation = path.resolve(import.meta.dirname, '../..');
const SEED = 1;
const LIMIT_SECONDS = 600;

/**
 * Measures what a large collection costs the extension host. Each row runs in its own process, over a generated
 * collection whose files are in the page cache: they have just been written.
 * @param sizes How many images.
 */
export async function benchCollection(
  sizes: readonly number[],
  scratch: string,
  { subjects }: { readonly subjects?: readonly string[] },
): Promise<readonly Row[]> {
  const host = await buildHost(scratch);
  const rows: Row[] = [];
  for (const n of sizes) {
    const workspace = path.join(scratch, `collection-${n}`);
    const start = performance.now();
    const images = await generateCollection(workspace, n, SEED);
    say(`${n} images were generated in ${((performance.now() - start) / 1000).toFixed(1)} s`);
    for (const name of Object.keys(everyRow).filter((one) => subjects?.includes(one) ?? true)) {
      const row = await runRow(host, name, { installation, workspace, n, ...pick(images) }, LIMIT_SECONDS);
      rows.push(row);
      say(`${name} (${n}): ${String(row['failed'] ?? `${row.cpuSeconds.toFixed(2)} CPU-s`)}`);
    }
    await rm(workspace, { recursive: true, force: true });
  }
  return rows;
}

function pick(images: readonly GeneratedImage[]): Pick<RowTask, 'image' | 'last' | 'other'> {
  const shown = images.filter(({ raw }) => raw['nsfw'] === false);
  const [image, last, other] = [shown[Math.floor(shown.length / 2)], shown.at(-1), shown[0]];
  if (image === undefined || last === undefined || other === undefined)
    throw new RangeError('too few images');
  return { image, last, other };
}

function say(what: string): void {
  process.stderr.write(`${what}\n`);
}
