import { goalLine } from './goal-line.ts';
import type { Row } from './subject.ts';

/** Our engines and whom each is compared with. */
const classes = {
  'lexiclip-umap': ['umap-js', 'embedding-atlas', 'scran.js-umap', 'umap-learn'],
  'lexiclip-tsne': ['tsne-js', 'scran.js-tsne', 'scikit-learn-tsne'],
} as const;

/** What still counts as equal. */
const TRUSTWORTHINESS = 0.002;
const KEPT = 0.02;
/** How many of 20 strips across each axis of a map are to hold a point. */
const STRIPS = 12;

/** A peer's cost beside ours at one size. */
interface Comparison {
  readonly peer: string;
  readonly n: number;
  /** The peer's processor time, in ours. */
  readonly ratio: number;
  /** How our layout's neighbours are kept beside the peer's. */
  readonly quality: 'better' | 'equal' | 'worse';
}

/** The ratios of costs, and what the goals of projection ask for beside what was measured. */
export function projectSummary(rows: readonly Row[]): string {
  const comparisons = Object.entries(classes).flatMap(([ours, peers]) =>
    peers.flatMap((peer) => compare(rows, ours, peer)),
  );
  const ratios = comparisons.map(({ peer, n, ratio, quality }) =>
    [peer.padEnd(18), String(n).padStart(6), ratio.toFixed(2).padStart(8), `  ours is ${quality}`].join(' '),
  );
  const heading = [`${'CPU, peer / ours'.padEnd(18)} points    ratio   quality`];
  return [...heading, ...ratios, '', ...goals(rows, comparisons)].join('\n');
}

function compare(rows: readonly Row[], ourName: string, peer: string): readonly Comparison[] {
  return rows.flatMap((theirs) => {
    const ours = rows.find(({ subject, n }) => subject === ourName && n === theirs.n);
    if (theirs.subject !== peer || ours === undefined) return [];
    const ratio = theirs.cpuSeconds / ours.cpuSeconds;
    return [{ peer, n: theirs.n, ratio, quality: compareQuality(ours, theirs) }];
  });
}

function compareQuality(ours: Row, theirs: Row): Comparison['quality'] {
  const more = (measure: string): number => Number(ours[measure]) - Number(theirs[measure]);
  const [trust, kept] = [more('trustworthiness'), more('neighboursKept')];
  if (!(trust >= -TRUSTWORTHINESS && kept >= -KEPT)) return 'worse';
  return trust > TRUSTWORTHINESS || kept > KEPT ? 'better' : 'equal';
}

/** One line for each goal: met, not met or not measured; a ratio of costs counts at no worse a quality. */
function goals(rows: readonly Row[], comparisons: readonly Comparison[]): readonly string[] {
  const row = (name: string, size: number): Row | undefined =>
    rows.find(({ subject, n }) => subject === name && n === size);
  const among = (peers: readonly string[], size?: number): readonly Comparison[] =>
    comparisons.filter(({ peer, n }) => peers.includes(peer) && n === (size ?? n));
  const atLeast = (limit: number, found: readonly Comparison[], what: string): string => {
    const [least] = [...found].sort((a, b) => a.ratio - b.ratio);
    const isMet = found.every(({ ratio, quality }) => ratio >= limit && quality !== 'worse');
    const worse = found.filter(({ quality }) => quality === 'worse');
    const figure =
      least &&
      `${least.ratio.toFixed(2)} (${least.peer}, ${least.n})${worse.length > 0 ? ', worse quality' : ''}`;
    return goalLine(figure, isMet, what);
  };
  const under = (limit: number, value: number | undefined, what: string): string =>
    goalLine(value?.toPrecision(3), (value ?? NaN) < limit, what);
  const filled = (name: string): string => {
    const found = rows.filter(({ subject }) => subject.startsWith(`${name} of `));
    const least = Math.min(...found.map(({ strips }) => Number(strips)));
    const what = `${name} puts islands and photographs into ${STRIPS} of 20 strips of each axis`;
    return goalLine(found.length === 0 ? undefined : String(least), least >= STRIPS, what);
  };
  return [
    atLeast(5, among(['umap-js'], 20_000), 'UMAP of 20,000 takes a 5th of the CPU of umap-js'),
    atLeast(
      2,
      among(['embedding-atlas', 'scran.js-umap'], 20_000),
      'UMAP of 20,000 takes half the CPU of the best other JavaScript peer',
    ),
    under(400, row('lexiclip-umap', 20_000)?.peakMb, 'UMAP of 20,000 takes less than 400 MB'),
    atLeast(3, among(['scran.js-tsne'], 20_000), 't-SNE of 20,000 takes a 3rd of the CPU of scran.js'),
    under(0.3, row('lexiclip-umap', 120)?.wallSeconds, 'UMAP of 120 takes less than 0.3 s'),
    under(0.3, row('lexiclip-tsne', 120)?.wallSeconds, 't-SNE of 120 takes less than 0.3 s'),
    under(0.1, row('lexiclip-cancel', 20_000)?.wallSeconds, 'Cancel takes less than 0.1 s with 20,000'),
    atLeast(1, among(['umap-learn']), 'UMAP takes less CPU than umap-learn at every size'),
    filled('lexiclip-umap'),
    filled('lexiclip-tsne'),
  ];
}
