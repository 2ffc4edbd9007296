import { goalLine } from './goal-line.ts';
import type { Row } from './subject.ts';

/** Every second refresh of a usual screen: what is moved still follows the hand. */
const MOST_FRAME_MS = 33;
/** Elements of a gallery for its images: some more than its window shows. */
const MOST_CELLS = 100;
/** The share of some points that are seen: others lie under the legend. */
const LEAST_DRAWN = 0.9;

/** What the goals for large maps ask for beside what was measured. */
export function explorerSummary(rows: readonly Row[]): string {
  const measured = (subject: string, n: number): Row | undefined =>
    rows.find((row) => row.subject === subject && row.n === n);
  const most = (limit: number, subject: string, n: number, measure: string, what: string): string =>
    goal(measured(subject, n), (row) => Number(row[measure] ?? NaN), limit, `${what} at most ${limit}`);
  const [hundred, million] = [100_000, 1_000_000];
  const ours = measured('lexiclip', hundred);
  const peers = Number(measured('echarts-large', hundred)?.['openMs'] ?? NaN);
  return [
    'Goals for 100,000 images (milliseconds of the main thread):',
    goal(
      Number.isNaN(peers) ? undefined : ours,
      (row) => Number(row['openMs'] ?? NaN) / peers,
      1.3,
      'to open takes at most 1.3 times as long as a large scatter of ECharts',
    ),
    most(MOST_FRAME_MS, 'lexiclip', hundred, 'frameMs', 'a step of zooming or panning takes'),
    most(5, 'lexiclip', hundred, 'hoverMs', 'to point at an image takes'),
    most(150, 'lexiclip', hundred, 'toggleMs', 'to hide or show a concept takes'),
    most(100, 'lexiclip', hundred, 'lassoMs', 'to select a fifth of them by a lasso takes'),
    most(250, 'lexiclip', hundred, 'heapMb', 'megabytes are'),
    'Goals for 1,000,000 images:',
    goal(
      measured('lexiclip', million),
      missing,
      1 - LEAST_DRAWN,
      'it opens, and all points are there',
      ' are missing',
    ),
    most(100, 'lexiclip', million, 'frameMs', 'a step of zooming or panning takes'),
    most(5, 'lexiclip', million, 'hoverMs', 'to point at an image takes'),
    'Goal for 10,000 images of which those are pictures that have room:',
    most(MOST_FRAME_MS, 'lexiclip-pictures', 10_000, 'frameMs', 'a step of zooming or panning takes'),
    'Goals for the gallery of 100,000 images:',
    most(MOST_FRAME_MS, 'lexiclip-gallery', hundred, 'scrollMs', 'a step of scrolling takes'),
    most(MOST_FRAME_MS, 'lexiclip-gallery', hundred, 'jumpMs', 'a jump to elsewhere takes'),
    most(MOST_CELLS, 'lexiclip-gallery', hundred, 'cells', 'cells are'),
  ].join('\n');
}

function missing({ drawn }: Row): number {
  return 1 - Number(drawn ?? NaN);
}

/** A row that failed meets no goal. */
function goal(
  row: Row | undefined,
  value: (row: Row) => number,
  limit: number,
  what: string,
  unit = '',
): string {
  if (row === undefined) return goalLine(undefined, false, what);
  if (row['failed'] !== undefined) return goalLine('failed', false, what);
  const figure = value(row);
  return goalLine(`${Number(figure.toPrecision(3))}${unit}`, figure <= limit, what);
}
