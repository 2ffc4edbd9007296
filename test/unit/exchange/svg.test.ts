import { XMLParser } from 'fast-xml-parser';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { figureOf } from '../../../src/core/exchange/figure.ts';
import { encodeSvg, type MapPicture } from '../../../src/core/exchange/svg.ts';
import type { Colouring } from '../../../src/core/explore/colouring.ts';
import { planeOf, unrotated } from '../../../src/core/explore/rotation.ts';

const hostile = '</title><script>alert(1)</script>&"\'\u0000\u0007\ud800]]>';
const theme = { background: 'light', highContrast: false, canvas: '#ffffff', foreground: '#333333' } as const;
const marks = (['circle', 'triangle', 'rect', 'diamond'] as const).map((symbol) => ({
  colour: '#aa0000',
  symbol,
}));
const colouring: Colouring = {
  by: 'concept',
  entries: marks.map((mark, at) => ({ key: String(at), label: `${hostile} ${at}`, count: at, mark })),
  scale: undefined,
  markOf: (row) => marks[row % 4] ?? { colour: '#000000', symbol: 'circle' },
};

function picture(change: Partial<MapPicture> = {}): MapPicture {
  const xy = Float32Array.from([0, 0, 1, 1, 2, 0, 3, 5, NaN, NaN]);
  const plane = planeOf({ xy }, unrotated);
  const ids = ['a', 'b', hostile, 'd', 'nowhere'];
  const labels = [{ name: hostile, face: -1, size: 3, rows: [0, 1, 2], x: 1, y: 1 }];
  return {
    size: { width: 800, height: 600 },
    title: hostile,
    ids,
    plane,
    colouring,
    labels,
    theme,
    ...change,
  };
}

/** As text, after a strict parser of XML has read it. */
async function parsed(change?: Partial<MapPicture>): Promise<string> {
  const text = [...encodeSvg(picture(change))].join('');
  expect((await sharp(Buffer.from(text)).metadata()).width).toBe(800);

  expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ud800-\udfff]/);
  return text;
}

it('is valid XML in which what others wrote is text', async () => {
  const text = await parsed();
  expect(text).not.toContain('<script');
  const { svg } = new XMLParser().parse(text) as { svg: { title: string } };
  expect(svg.title).toContain('<script>alert(1)</script>&"');
});

it('has a shape for each image that has a place, in its symbol, and a legend', async () => {
  const text = await parsed();
  const [dots = '', legend = ''] = text.split('</g>\n', 1).concat(text.split('</g>\n').slice(1).join(''));
  for (const shape of ['circle', 'polygon', 'rect', 'polygon']) expect(dots).toContain(`<${shape}`);
  expect(dots.match(/<title>/g)).toHaveLength(1 + 4);
  expect(legend).toContain('Concept');
});

it('draws what is hidden faint, or not at all', async () => {
  const hidden = Uint8Array.from([1, 0, 0, 0, 0]);
  expect(await parsed({ hidden })).toContain('fill-opacity="0.25"');
  const without = await parsed({ hidden, leavesOutHidden: true });
  expect(without).not.toContain('fill-opacity="0.25"');
  expect(without).not.toContain('<title>a</title>');
});

it('shows the part that is looked at', async () => {
  const text = await parsed({ viewport: { centreX: 0, centreY: 0, scale: 0.001 } });
  expect(text).toContain('<title>a</title>');
  expect(text).not.toContain('<title>b</title>');
});

it('leaves the map room: a long legend is cut, and a narrow picture has none', () => {
  const entries = Array.from({ length: 100 }, (_, at) => ({
    key: String(at),
    label: `concept ${at}`,
    count: 1,
    mark: colouring.markOf(0),
  }));
  const tall = figureOf({ width: 800, height: 300 }, 'map', { ...colouring, entries }, theme);
  expect(tall.texts.at(-1)?.text).toMatch(/^and \d+ more$/);
  expect(Math.max(...tall.texts.map(({ y }) => y))).toBeLessThan(300);
  expect(figureOf({ width: 300, height: 300 }, 'map', colouring, theme).plot.width).toBe(300);
});

it('has a scale of colours where these are numbers', () => {
  const scaled: Colouring = { ...colouring, by: 'steps', entries: [], scale: { least: 1, most: 50 } };
  const figure = figureOf({ width: 800, height: 600 }, 'map', scaled, theme);
  expect(figure.texts.map(({ text }) => text)).toEqual(['map', 'Steps', '50', '1']);
  expect(figure.scale?.colours.length).toBeGreaterThan(10);
});
