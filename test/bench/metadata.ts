import { rm } from 'node:fs/promises';
import path from 'node:path';
import { goalLine } from './goal-line.ts';
import { writeMixedImages } from './mixed-images.ts';
import { run, YOUNG_GENERATION, type Row } from './subject.ts';

/** The size that the goals are of. */
const GOAL_SIZE = 10_000;
const LEAST_FILES = 300;
const MOST_MB = 300;

interface Read {
  readonly wallSeconds: number;
  readonly files: number;
  readonly withPrompt: number;
}

/** Measures how fast the words of images and their sidecars are read; the files have just been written. */
export async function benchMetadata(sizes: readonly number[], scratch: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const n of sizes) {
    const folder = path.join(scratch, `mixed-${n}`);
    const writtenMb = await writeMixedImages(folder, n);
    const read = await run<Read>('metadata', { folder }, { options: [YOUNG_GENERATION] });
    const filesPerSecondAndCore = read.files / read.cpuSeconds;
    rows.push({ subject: 'metadata', n, ...read, writtenMb, filesPerSecondAndCore });
    await rm(folder, { recursive: true, force: true });
  }
  return rows;
}

/** What the goals ask for beside what was measured. */
export function metadataSummary(rows: readonly Row[]): string {
  const row = rows.find(({ n }) => n === GOAL_SIZE);
  const line = (measure: string, isMet: (value: number) => boolean, what: string): string => {
    const value = Number(row?.[measure]);
    return goalLine(row === undefined ? undefined : String(Math.round(value)), isMet(value), what);
  };
  return [
    `Goals for ${GOAL_SIZE.toLocaleString('en')} mixed files:`,
    line(
      'filesPerSecondAndCore',
      (value) => value >= LEAST_FILES,
      `at least ${LEAST_FILES} files a second and core`,
    ),
    line('peakMb', (value) => value < MOST_MB, `memory stays below ${MOST_MB} MB`),
    line('withPrompt', (value) => value === GOAL_SIZE, 'each image has its prompt'),
  ].join('\n');
}
