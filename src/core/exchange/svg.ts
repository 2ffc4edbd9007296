import type { ClusterPlace, PlacedLabel } from '../explore/cluster-labels.ts';
import type { Colouring } from '../explore/colouring.ts';
import { dotPixels } from '../explore/mark-size.ts';
import { unknownColour, type Background, type ConceptMark } from '../explore/palette.ts';
import type { Plane } from '../explore/rotation.ts';
import { fitAll, toPixels, type Size, type Viewport } from '../explore/viewport.ts';
import { plainText } from '../plain-text.ts';
import {
  FIGURE_FONT as FONT,
  FIGURE_LABEL as LABEL,
  figureOf,
  LEGEND_MARK,
  placedNames,
  type Figure,
} from './figure.ts';

/** What a map looks like as a picture. */
export interface MapPicture {
  readonly size: Size;
  readonly title: string;
  /** Of the images, by row. */
  readonly ids: readonly string[];
  readonly plane: Plane;
  readonly colouring: Colouring;
  /** 1 for each image that is grey. */
  readonly hidden?: Uint8Array | undefined;
  readonly leavesOutHidden?: boolean;
  /** Names of clusters on the plane, those first that are placed first. */
  readonly labels: readonly ClusterPlace[];
  /** The part of the plane that shows; all without it. */
  readonly viewport?: Viewport | undefined;
  readonly theme: PictureTheme;
}

export interface PictureTheme {
  readonly background: Background;
  readonly highContrast: boolean;
  /** Colours of CSS. */
  readonly canvas: string;
  readonly foreground: string;
}

/** Dots that say their ids: of more, a file would be mostly ids. */
const MOST_TITLES = 2000;
/** Points that become one text. */
const PIECE = 2000;

/** A map as SVG 1.1, in pieces. */
export function* encodeSvg(picture: MapPicture): Generator<string> {
  const { size, title, colouring, theme } = picture;
  const figure = figureOf(size, title, colouring, theme);
  const { plot } = figure;
  yield `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" role="img">
<title>${xmlText(title)}</title>
<rect width="100%" height="100%" fill="${xmlText(theme.canvas)}"/>
<clipPath id="plot"><rect x="${plot.x}" y="${plot.y}" width="${plot.width}" height="${plot.height}"/></clipPath>
<g clip-path="url(#plot)" stroke="${xmlText(theme.canvas)}" stroke-width="1">
`;
  yield* dots(picture, figure);
  yield '</g>\n';
  yield names(picture, figure);
  yield* legend(figure, theme);
  yield '</svg>\n';
}

function* dots(picture: MapPicture, { plot }: Figure): Generator<string> {
  const { ids, plane, colouring, hidden, leavesOutHidden = false, theme } = picture;
  if (plane.bounds === undefined) return;
  const whole = fitAll(plane.bounds, plot);
  const viewport = picture.viewport ?? whole;
  const diameter = dotPixels(ids.length, plot, whole.scale / viewport.scale);
  const grey: ConceptMark = { colour: unknownColour(theme.background), symbol: 'circle' };
  let piece = '';
  let count = 0;
  for (const isGrey of [true, false])
    for (let row = 0; row < ids.length; row++) {
      const isHidden = hidden?.[row] === 1;
      if (isHidden !== isGrey || (isHidden && leavesOutHidden)) continue;
      const at = toPixels({ x: plane.x[row] ?? NaN, y: plane.y[row] ?? NaN }, viewport, plot);
      if (!(at.x > -diameter && at.x < plot.width + diameter)) continue;
      if (!(at.y > -diameter && at.y < plot.height + diameter)) continue;
      const mark = isHidden ? grey : colouring.markOf(row);
      const name = ids.length <= MOST_TITLES ? `<title>${xmlText(ids[row] ?? '')}</title>` : '';
      piece += shape(mark, plot.x + at.x, plot.y + at.y, diameter, isHidden ? 0.25 : 0.9, name);
      if (++count % PIECE !== 0) continue;
      yield piece;
      piece = '';
    }
  yield piece;
}

/** Names of clusters where they have room, as on the map. Names that are images have no words here. */
function names({ plane, labels, viewport: given, theme }: MapPicture, { plot }: Figure): string {
  if (labels.length === 0 || plane.bounds === undefined) return '';
  const viewport = given ?? fitAll(plane.bounds, plot);
  const placed = placedNames(labels, viewport, plot, ({ length }) => length * LABEL.letter);
  const draw = ({ name, x, y }: PlacedLabel): string =>
    `<text x="${rounded(plot.x + x)}" y="${rounded(plot.y + y + LABEL.size * 0.35)}">${xmlText(name)}</text>\n`;
  return `<g font-family="${FONT}" font-size="${LABEL.size}" font-weight="600" text-anchor="middle" fill="${xmlText(theme.foreground)}" stroke="${xmlText(theme.canvas)}" stroke-width="4" stroke-linejoin="round" paint-order="stroke">\n${placed.map(draw).join('')}</g>\n`;
}

function* legend({ texts, marks, scale }: Figure, theme: PictureTheme): Generator<string> {
  yield `<g font-family="${FONT}" fill="${xmlText(theme.foreground)}">\n`;
  for (const { x, y, size, text, isTitle } of texts)
    yield `<text x="${rounded(x)}" y="${rounded(y)}" font-size="${size}"${isTitle ? ' font-weight="600"' : ''}>${xmlText(text)}</text>\n`;
  yield '</g>\n';
  for (const { x, y, mark } of marks) yield shape(mark, x, y, LEGEND_MARK, 1, '');
  if (scale === undefined) return;
  const step = scale.height / scale.colours.length;
  for (const [at, colour] of scale.colours.entries())
    yield `<rect x="${scale.x}" y="${rounded(scale.y + at * step)}" width="${scale.width}" height="${rounded(step + 0.5)}" fill="${colour}"/>\n`;
}

function shape(
  { colour, symbol }: ConceptMark,
  x: number,
  y: number,
  size: number,
  opacity: number,
  inner: string,
): string {
  const look = `fill="${colour}" fill-opacity="${opacity}"`;
  const r = size / 2;
  const [name, place] = ((): [string, string] => {
    switch (symbol) {
      case 'circle':
        return ['circle', `cx="${rounded(x)}" cy="${rounded(y)}" r="${rounded(r)}"`];
      case 'rect':
        return [
          'rect',
          `x="${rounded(x - r)}" y="${rounded(y - r)}" width="${rounded(size)}" height="${rounded(size)}"`,
        ];
      case 'triangle':
        return ['polygon', corners([x, y - r], [x + r, y + r], [x - r, y + r])];
      case 'diamond':
        return ['polygon', corners([x, y - r], [x + r, y], [x, y + r], [x - r, y])];
    }
  })();
  return inner === '' ? `<${name} ${place} ${look}/>\n` : `<${name} ${place} ${look}>${inner}</${name}>\n`;
}

function corners(...points: readonly (readonly [number, number])[]): string {
  return `points="${points.map(([x, y]) => `${rounded(x)},${rounded(y)}`).join(' ')}"`;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Text of others in XML: no control characters, which XML cannot hold, and nothing that ends an element or a value. */
function xmlText(text: string): string {
  const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return plainText(text).replace(/[&<>"\ufffe\uffff]/g, (character) => escapes[character] ?? '');
}
