import * as l10n from '@vscode/l10n';
import { placeLabels, type ClusterPlace, type PlacedLabel } from '../explore/cluster-labels.ts';
import { colouringTitle, type Colouring } from '../explore/colouring.ts';
import { distortionColour, type Background, type ConceptMark } from '../explore/palette.ts';
import { toPixels, type Size, type Viewport } from '../explore/viewport.ts';
import { localFigure, localNumber } from '../language.ts';
import { plainText } from '../plain-text.ts';

/* What is drawn around a map that becomes a picture: its title and its legend. SVG and canvas draw the same. */

interface FigureText {
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  /** Pixels. */
  readonly size: number;
  readonly text: string;
  readonly isTitle: boolean;
}

interface FigureMark {
  readonly x: number;
  readonly y: number;
  readonly mark: ConceptMark;
}

export interface Figure {
  readonly size: Size;
  /** Where the map is. */
  readonly plot: Size & { readonly x: number; readonly y: number };
  readonly texts: readonly FigureText[];
  readonly marks: readonly FigureMark[];
  /** Colours from the top down, where they are a scale; pixels. */
  readonly scale?: Size & { readonly x: number; readonly y: number; readonly colours: readonly string[] };
}

/** Pixels. */
const EDGE = 16;
const TITLE = { size: 18, height: 44 };
const LEGEND = { width: 190, line: 20, size: 13 };
/** Below, a legend would leave the map no room. */
const LEAST_WIDTH = 480;
const SCALE = { width: 14, height: 160, steps: 24 };
export const FIGURE_FONT = 'system-ui, -apple-system, Segoe UI, Roboto, sans-serif';
/** Of names on the map; pixels. `letter`: about how wide one is, where nothing can measure it. */
export const FIGURE_LABEL = { size: 13, height: 20, letter: 7.5 };
const LONGEST_NAME = 40;
const LONGEST_TITLE = 90;
const LONGEST_LABEL = 24;
/** A dot of the legend. */
export const LEGEND_MARK = 10;

/**
 * Lays out a picture of a map.
 * @param title Of the map.
 */
export function figureOf(
  size: Size,
  title: string,
  { by, entries, scale }: Colouring,
  { background, highContrast }: { readonly background: Background; readonly highContrast: boolean },
): Figure {
  const hasLegend = size.width >= LEAST_WIDTH && (entries.length > 1 || scale !== undefined);
  const legend = hasLegend ? LEGEND.width : 0;
  const plot = {
    x: 0,
    y: TITLE.height,
    width: size.width - legend,
    height: Math.max(1, size.height - TITLE.height),
  };
  const heading = {
    x: EDGE,
    y: EDGE + TITLE.size * 0.8,
    size: TITLE.size,
    text: plainText(title, LONGEST_TITLE),
    isTitle: true,
  };
  if (!hasLegend) return { size, plot, texts: [heading], marks: [] };
  const left = size.width - LEGEND.width;
  const top = TITLE.height + LEGEND.line;
  const line = (at: number, text: string, indent = 0): FigureText => ({
    x: left + indent,
    y: top + at * LEGEND.line,
    size: LEGEND.size,
    text,
    isTitle: at === 0,
  });
  const caption = line(0, by === 'distortion' ? l10n.t('Neighbours lost') : colouringTitle(by));
  if (scale !== undefined) {
    const y = top + LEGEND.line / 2;
    const height = Math.min(SCALE.height, Math.max(1, size.height - y - EDGE));
    const colours = Array.from({ length: SCALE.steps }, (_, step) =>
      distortionColour(1 - step / (SCALE.steps - 1), background, highContrast),
    );
    const end = (value: number, at: number): FigureText => ({
      ...line(1, endOf(by, value), SCALE.width + 8),
      y: at,
    });
    const texts = [heading, caption, end(scale.most, y + LEGEND.size), end(scale.least, y + height)];
    return { size, plot, texts, marks: [], scale: { x: left, y, width: SCALE.width, height, colours } };
  }
  const room = Math.max(1, Math.floor((size.height - top - EDGE) / LEGEND.line) - 1);
  const shown = entries.slice(0, entries.length > room ? room - 1 : room);
  const rest = entries.length - shown.length;
  return {
    size,
    plot,
    texts: [
      heading,
      caption,
      ...shown.map(({ label, count }, at) =>
        line(at + 1, `${plainText(label, LONGEST_LABEL)} (${localNumber(count)})`, 18),
      ),
      ...(rest === 0 ? [] : [line(shown.length + 1, l10n.t('and {0} more', localNumber(rest)), 18)]),
    ],
    marks: shown.map(({ mark }, at) => ({
      x: left + LEGEND_MARK / 2,
      y: top + (at + 1) * LEGEND.line - LEGEND.size * 0.35,
      mark,
    })),
  };
}

function endOf(by: Colouring['by'], value: number): string {
  if (by === 'distortion') return `${Math.round(value * 100)} %`;
  return by === 'date' ? new Date(value).toISOString().slice(0, 10) : localFigure(value);
}

/**
 * The names that have room on a map, in pixels of it.
 * @param widthOf Pixels of a text.
 */
export function placedNames(
  labels: readonly ClusterPlace[],
  viewport: Viewport,
  plot: Size,
  widthOf: (text: string) => number,
): readonly PlacedLabel[] {
  const places = labels
    .filter(({ face }) => face < 0)
    .map((place) => ({
      ...place,
      name: plainText(place.name, LONGEST_NAME),
      ...toPixels(place, viewport, plot),
    }));
  return placeLabels(places, plot, [], ({ name }) => ({
    width: widthOf(name) + 12,
    height: FIGURE_LABEL.height,
  }));
}
