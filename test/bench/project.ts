import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DIMENSION, islands, mixture } from './mixtures.ts';
import { installPeers } from './peers.ts';
import { benchPhotographs } from './photographs.ts';
import type { Usage } from './process-tree.ts';
import { qualityOf } from './quality.ts';
import { stripsUsed } from './strips.ts';
import { OutOfTime, run, type Row } from './subject.ts';

/** Who lays out, and how it is started. */
interface Subject {
  readonly name: string;
  readonly program: string;
  readonly interpreter?: string;
  /** For subjects whose time grows with the square of the points. */
  readonly points?: number;
  readonly limitSeconds?: number;
  /** For what is over before anyone could act, with fewer. */
  readonly leastPoints?: number;
  readonly hasLayout?: false;
}

export interface ProjectOptions {
  /** The names of those that run; all where none are named. */
  readonly subjects?: readonly string[];
  readonly rounds?: number;
}

/** Debian's: `apt install umap-learn python3-sklearn`. */
const PYTHON = '/usr/bin/python3';
const OURS = 'lexiclip-projection';
const JAVASCRIPT = 'peer-projection';
const python = { program: 'python-projection.py', interpreter: PYTHON } as const;

const subjects: readonly Subject[] = [
  { name: 'lexiclip-umap', program: OURS },
  { name: 'lexiclip-tsne', program: OURS },
  { name: 'lexiclip-neighbours', program: OURS, hasLayout: false },
  { name: 'lexiclip-cancel', program: 'lexiclip-cancel', hasLayout: false, leastPoints: 5000 },
  { name: 'umap-js', program: JAVASCRIPT },
  { name: 'embedding-atlas', program: JAVASCRIPT },
  { name: 'scran.js-umap', program: JAVASCRIPT },
  { name: 'umap-learn', ...python },
  { name: 'tsne-js', program: JAVASCRIPT, points: 1000, limitSeconds: 100 },
  { name: 'scran.js-tsne', program: JAVASCRIPT },
  { name: 'scikit-learn-tsne', ...python },
];

const NEIGHBOURS = 15;
const LIMIT_SECONDS = 600;
const SEED = 1;
/** Who lays islands out: peers of those that may drift apart. */
const ON_ISLANDS = ['lexiclip-umap', 'lexiclip-tsne', 'umap-js', 'umap-learn', 'scikit-learn-tsne'];
/** Every point is looked at up to the largest size of every run; of more, some. */
const POINTS_LOOKED_AT = 20_000;
const POINTS_SAMPLED = 5000;

/**
 * What it costs to lay vectors out on a plane, and how well neighbours are kept: ours and peers, in turns, each
 * in a process of its own. One that fails or takes too long is told of and not asked for more points. Then those that lay
 * islands out, and our maps of photographs.
 * @param sizes How many vectors of 512 numbers.
 */
export async function benchProject(
  sizes: readonly number[],
  scratch: string,
  { subjects: wanted, rounds }: ProjectOptions,
): Promise<readonly Row[]> {
  installPeers();
  const rows: Row[] = [];
  const out = new Set<Subject>();
  for (const n of [...sizes].sort((a, b) => a - b)) {
    const asked = subjects.filter(
      ({ name, points = Infinity, leastPoints = 0 }) =>
        (wanted?.includes(name) ?? true) && n <= points && n >= leastPoints,
    );
    rows.push(...(await inTurns(mixture(n, SEED), asked, out, rounds ?? (n <= 1000 ? 3 : 1), scratch)));
  }
  const onIslands = subjects.filter(
    ({ name }) => ON_ISLANDS.includes(name) && (wanted?.includes(name) ?? true),
  );
  const islandRows = await inTurns(islands(SEED), onIslands, out, rounds ?? 1, scratch);
  rows.push(...islandRows.map((row) => ({ ...row, subject: `${row.subject} of islands` })));
  if (wanted === undefined || wanted.includes('photographs')) rows.push(...(await benchPhotographs(scratch)));
  return rows;
}

/** Lays the same vectors out with each subject, in turns; those that fail are `out`. */
async function inTurns(
  vectors: Float32Array,
  asked: readonly Subject[],
  out: Set<Subject>,
  rounds: number,
  scratch: string,
): Promise<readonly Row[]> {
  const n = vectors.length / DIMENSION;
  const file = path.join(scratch, `vectors-${n}.f32`);
  await writeFile(file, vectors);
  const measured = new Map<Subject, Measures[]>();
  for (let round = 0; round < rounds; round++) {
    for (const subject of asked.filter((each) => !out.has(each))) {
      try {
        const measures = await measure(subject, file, layoutFile(scratch, subject, n));
        measured.set(subject, [...(measured.get(subject) ?? []), measures]);
        say(subject, n, `${measures.cpuSeconds.toFixed(2)} CPU-s`);
      } catch (error) {
        out.add(subject);
        measured.delete(subject);
        say(subject, n, error instanceof OutOfTime ? error.message : lastLine(error));
      }
    }
  }
  return withQuality(vectors, measured, scratch);
}

interface Measures extends Usage {
  /** From vectors in memory, the library loaded, to the layout in memory. */
  readonly wallSeconds: number;
}

/** Processor time is of the whole process, loading included, but where code was compiled before: there of the work. */
async function measure(subject: Subject, vectors: string, layout: string): Promise<Measures> {
  const task = { subject: subject.name, vectors, dimension: DIMENSION, layout };
  const { warmCpuSeconds, ...measures } = await run<Measures & { warmCpuSeconds?: number }>(
    subject.program,
    task,
    { limitSeconds: LIMIT_SECONDS, ...subject },
  );
  return { ...measures, cpuSeconds: warmCpuSeconds ?? measures.cpuSeconds };
}

/** The middle round of each subject, and how good its last layout is. */
async function withQuality(
  vectors: Float32Array,
  measured: ReadonlyMap<Subject, readonly Measures[]>,
  scratch: string,
): Promise<readonly Row[]> {
  const n = vectors.length / DIMENSION;
  const withLayout = [...measured.keys()].filter(({ hasLayout }) => hasLayout ?? true);
  const layouts = await Promise.all(
    withLayout.map((subject) => readFloats(layoutFile(scratch, subject, n), 2 * n)),
  );
  const points = n <= POINTS_LOOKED_AT ? n : POINTS_SAMPLED;
  const qualities = await qualityOf(vectors, DIMENSION, layouts, NEIGHBOURS, points);
  return [...measured].map(([subject, rounds]) => {
    const inOrder = [...rounds].sort((a, b) => a.cpuSeconds - b.cpuSeconds);
    const [{ cpuSeconds, wallSeconds, peakMb } = NOTHING] = inOrder.slice(Math.floor(rounds.length / 2));
    const at = withLayout.indexOf(subject);
    const [quality, layout] = [qualities[at], layouts[at]];
    const row = { subject: subject.name, n, cpuSeconds, wallSeconds, peakMb, ...quality };
    return layout === undefined ? row : { ...row, strips: stripsUsed(layout, 2) };
  });
}

const NOTHING: Measures = { cpuSeconds: NaN, wallSeconds: NaN, peakMb: NaN };

function layoutFile(scratch: string, { name }: Subject, n: number): string {
  return path.join(scratch, `${name}-${n}.f32`);
}

async function readFloats(file: string, length: number): Promise<Float32Array> {
  const bytes = await readFile(file);
  const floats = new Float32Array(new Uint8Array(bytes).buffer);
  if (floats.length !== length || !floats.every(Number.isFinite))
    throw new Error(`${file} is not a layout of ${length / 2} points`);
  return floats;
}

function say({ name }: Subject, n: number, what: string): void {
  process.stderr.write(`${name} (${n}): ${what}\n`);
}

/** Of a program that ended with an error: what its interpreter said last. */
function lastLine(error: unknown): string {
  return String(error).trim().split('\n').at(-1) ?? '';
}
