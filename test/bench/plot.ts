import { readFile, writeFile } from 'node:fs/promises';
import type { Row } from './subject.ts';

/*
 * `node test/bench/plot.ts RESULT.json … docs/projection-cost.svg`: draws what runs of `npm run bench -- project
 * --json` wrote: processor time against points, both on logarithmic scales.
 */

const WIDTH = 760;
const PANEL = { width: 215, height: 300, top: 62, gap: 370 };
const LEFT = 62;
const LABEL_HEIGHT = 15;
/** Lines that end within so many pixels of the right edge have their names there. */
const NEAR_EDGE = 60;
/** After Okabe and Ito (2008), of a lightness that stands out from white and from black. */
const COLOURS = ['#2186d0', '#d55e00', '#009e73', '#cc79a7', '#c08a00'];
const OURS = COLOURS[0] ?? '';
/** Readable on a light and on a dark page. */
const INK = '#7d8590';

const panels = [
  { title: 'UMAP', subjects: ['lexiclip-umap', 'umap-js', 'embedding-atlas', 'scran.js-umap', 'umap-learn'] },
  {
    title: 't-SNE, 1,000 iterations',
    subjects: ['lexiclip-tsne', 'tsne-js', 'scran.js-tsne', 'scikit-learn-tsne'],
  },
];

interface Scale {
  readonly ticks: readonly number[];
  /** Where a value is, in pixels. */
  readonly at: (value: number) => number;
}

/** The picture as SVG. */
export function costPlot(rows: readonly Row[]): string {
  const drawn = rows.filter(({ subject }) => panels.some(({ subjects }) => subjects.includes(subject)));
  const sizes = [...new Set(drawn.map(({ n }) => n))].sort((a, b) => a - b);
  const costs = drawn.map(({ cpuSeconds }) => cpuSeconds);
  const decades = range(
    Math.floor(Math.log10(Math.min(...costs))),
    Math.ceil(Math.log10(Math.max(...costs))),
  );
  const bottom = PANEL.top + PANEL.height;
  const y = logarithmic(
    decades.map((power) => 10 ** power),
    bottom,
    PANEL.top,
  );
  const middle = PANEL.top + PANEL.height / 2;
  const content = panels.map(({ title, subjects }, index) => {
    const left = LEFT + index * PANEL.gap;
    const x = logarithmic(sizes, left, left + PANEL.width);
    return axes(title, x, y, left) + lines(drawn, subjects, x, y);
  });
  const description =
    'Processor seconds against the number of points, both on logarithmic scales; a line for each library.';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + 56}" role="img" aria-label="${description}" font-family="system-ui, sans-serif" font-size="12">
${text(LEFT, 22, 'Processor seconds for a map of 512-dimensional vectors: lower is better', 'font-size="15" font-weight="600"')}
<g transform="rotate(-90 18 ${pixels(middle)})">${text(18, middle, 'CPU seconds', 'text-anchor="middle"')}</g>
${content.join('')}</svg>
`;
}

function axes(title: string, x: Scale, y: Scale, left: number): string {
  const [right, bottom] = [left + PANEL.width, PANEL.top + PANEL.height];
  const grid = y.ticks.map(
    (cost) =>
      stroke(`M${pixels(left)} ${pixels(y.at(cost))}H${pixels(right)}`, INK, 'stroke-opacity="0.3"') +
      text(left - 8, y.at(cost) + 4, String(cost), 'text-anchor="end"'),
  );
  const points = x.ticks.map((n) =>
    text(x.at(n), bottom + 18, n < 1000 ? String(n) : `${n / 1000}k`, 'text-anchor="middle"'),
  );
  return [
    text(left, PANEL.top - 14, title, 'font-weight="600"'),
    ...grid,
    ...points,
    text((left + right) / 2, bottom + 40, 'points', 'text-anchor="middle"'),
  ].join('');
}

/** One line for each subject, named at its right end. */
function lines(rows: readonly Row[], subjects: readonly string[], x: Scale, y: Scale): string {
  const series = subjects.flatMap((subject, index) => {
    const points = rows.filter((row) => row.subject === subject).sort((a, b) => a.n - b.n);
    const last = points.at(-1);
    const colour = COLOURS[index % COLOURS.length] ?? INK;
    return last === undefined ? [] : [{ subject, points, last, colour }];
  });
  const edge = x.at(Math.max(...x.ticks));
  // A line that ends early has its name there, where it is alone; the others share the right edge.
  const columns = series.map(({ last }) => (edge - x.at(last.n) < NEAR_EDGE ? edge : x.at(last.n)));
  const places = apart(
    series.map(({ last }, index) => ({ x: columns[index] ?? edge, y: y.at(last.cpuSeconds) })),
  );
  return series
    .map(({ subject, points, last, colour }, index) => {
      const isOurs = colour === OURS;
      const path = points.map(({ n, cpuSeconds }) => `${pixels(x.at(n))} ${pixels(y.at(cpuSeconds))}`);
      const dots = points.map(
        ({ n, cpuSeconds }) =>
          `<circle cx="${pixels(x.at(n))}" cy="${pixels(y.at(cpuSeconds))}" r="${isOurs ? '4' : '2.5'}" fill="${colour}"/>`,
      );
      const name = `fill="${colour}"${isOurs ? ' font-weight="700"' : ''}`;
      const [column, place] = [columns[index] ?? edge, places[index] ?? 0];
      const [endX, endY] = [x.at(last.n), y.at(last.cpuSeconds)];
      const leader = `M${pixels(endX)} ${pixels(endY)}L${pixels(column + 6)} ${pixels(place)}`;
      return (
        stroke(leader, colour, 'stroke-width="1" stroke-dasharray="2 3"') +
        stroke(`M${path.join('L')}`, colour, `stroke-width="${isOurs ? '3.5' : '1.5'}"`) +
        `${dots.join('')}\n${text(column + 9, place + 4, subject, name)}`
      );
    })
    .join('');
}

/** Heights for labels, as near to those given as can be, so that labels of one column do not overlap. */
function apart(wanted: readonly { readonly x: number; readonly y: number }[]): readonly number[] {
  const heights = wanted.map(({ y }) => y);
  const columns = new Set(wanted.map(({ x }) => x));
  for (const column of columns) {
    const order = [...wanted.keys()]
      .filter((index) => wanted[index]?.x === column)
      .sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0));
    // Two that are too near give way to both sides, until all have room.
    for (let pass = 0; pass < 100; pass++)
      for (const [place, upper] of order.entries()) {
        const lower = order[place + 1];
        if (lower === undefined) continue;
        const missing = LABEL_HEIGHT - ((heights[lower] ?? 0) - (heights[upper] ?? 0));
        if (missing <= 0) continue;
        heights[upper] = (heights[upper] ?? 0) - missing / 2;
        heights[lower] = (heights[lower] ?? 0) + missing / 2;
      }
  }
  return heights;
}

/** From the least tick at `start` to the largest at `end`. */
function logarithmic(ticks: readonly number[], start: number, end: number): Scale {
  const [least, most] = [Math.log(Math.min(...ticks)), Math.log(Math.max(...ticks))];
  return {
    ticks,
    at: (value) => start + ((Math.log(value) - least) / (most - least || 1)) * (end - start),
  };
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function text(x: number, y: number, content: string, attributes: string): string {
  const fill = attributes.includes('fill=') ? '' : ` fill="${INK}"`;
  return `<text x="${pixels(x)}" y="${pixels(y)}"${fill} ${attributes}>${content}</text>\n`;
}

function stroke(path: string, colour: string, attributes: string): string {
  return `<path d="${path}" fill="none" stroke="${colour}" ${attributes}/>\n`;
}

function pixels(value: number): string {
  return value.toFixed(1);
}

if (import.meta.filename === process.argv[1]) {
  const [picture = '', ...results] = process.argv.slice(2).reverse();
  const files = await Promise.all(results.map((result) => readFile(result, 'utf8')));
  const rows = files.flatMap((file) => (JSON.parse(file) as { rows: readonly Row[] }).rows);
  await writeFile(picture, costPlot(rows));
}
