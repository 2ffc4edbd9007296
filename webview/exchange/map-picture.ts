import * as l10n from '@vscode/l10n';
import {
  FIGURE_FONT,
  FIGURE_LABEL,
  figureOf,
  LEGEND_MARK,
  placedNames,
  type Figure,
} from '../../src/core/exchange/figure.ts';
import { encodeSvg } from '../../src/core/exchange/svg.ts';
import { CoverMask } from '../../src/core/explore/cover-mask.ts';
import { DotColumnMaker } from '../../src/core/explore/dot-columns.ts';
import { dotPixels } from '../../src/core/explore/mark-size.ts';
import { planeOf } from '../../src/core/explore/rotation.ts';
import { fitAll, type Size, type Viewport } from '../../src/core/explore/viewport.ts';
import { shuffledRows } from '../../src/core/shuffled.ts';
import type { MapPictureWish } from '../../src/protocol/explorer.ts';
import type { Host } from '../host.ts';
import { joined, orderedRows, parted } from '../scatter/drawing-order.ts';
import { namesOn } from '../scatter/labels.ts';
import { Painter } from '../scatter/painter.ts';
import { PictureLayer, type PictureMark } from '../scatter/pictures/picture-layer.ts';
import { zoomOf, type Drawing, type Scene } from '../scatter/scene.ts';
import { Sprites } from '../scatter/sprites.ts';

/** For pictures on the map to come from the host; what has not come by then is drawn as a dot. */
const PATIENCE_MS = 3000;
/** When nothing more has come for so long, all has. */
const QUIET_MS = 400;

/** What shows on the map, and which part of it. */
interface Shown {
  readonly scene: Scene;
  /** The part that shows and the size that it has on the screen; all without it. */
  readonly view: { readonly viewport: Viewport; readonly size: Size } | undefined;
}

/** Answers the host, whatever drawing comes to: it waits. */
export async function postMapPicture(
  shown: Shown,
  wish: MapPictureWish,
  host: Pick<Host, 'thumbnail' | 'sheet' | 'post'>,
): Promise<void> {
  try {
    host.post({ type: 'mapPicture', bytes: await mapPicture(shown, wish, host) });
  } catch (error) {
    host.post({ type: 'mapPicture', bytes: null });
    host.post({ type: 'pageError', message: l10n.t('The picture cannot be drawn: {0}', String(error)) });
  }
}

/** The map as it is looked at, as a file: drawn anew in the size that is wanted, with its title and its legend. */
async function mapPicture(
  shown: Shown,
  { format, width, height, scale }: MapPictureWish,
  host: Pick<Host, 'thumbnail' | 'sheet'>,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const { scene } = shown;
  const title = `${scene.map.title} · ${scene.projection.title}`;
  const figure = figureOf({ width, height }, title, scene.colouring, scene.theme);
  const drawing = drawingIn(figure, shown);
  if (format === 'svg') return new TextEncoder().encode(svgOf(drawing, figure, title));
  const canvas = document.createElement('canvas');
  canvas.width = width * scale;
  canvas.height = height * scale;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.scale(scale, scale);
  context.fillStyle = scene.theme.canvas;
  context.fillRect(0, 0, width, height);
  context.drawImage(
    await plotOf(drawing, figure, scale, host),
    figure.plot.x,
    figure.plot.y,
    figure.plot.width,
    figure.plot.height,
  );
  drawNames(context, drawing, figure);
  drawLegend(context, drawing, figure, scale);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  return blob === null ? null : new Uint8Array(await blob.arrayBuffer());
}

/** What the window shows is whole in the picture, which may have another shape. */
function drawingIn({ plot }: Figure, { scene, view }: Shown): Drawing {
  const plane = planeOf(scene.projection, scene.rotation);
  const whole =
    plane.bounds === undefined ? { centreX: 0, centreY: 0, scale: 1 } : fitAll(plane.bounds, plot);
  const viewport =
    view === undefined
      ? whole
      : {
          ...view.viewport,
          scale: view.viewport.scale * Math.max(view.size.width / plot.width, view.size.height / plot.height),
        };
  return { ...scene, plane, viewport, size: { width: plot.width, height: plot.height } };
}

function svgOf(drawing: Drawing, { size }: Figure, title: string): string {
  const { map, plane, colouring, greyed, hidden, leavesOutHidden, viewport, theme } = drawing;
  // An SVG has one kind of grey: of what is hidden, and of what was not found.
  const grey = leavesOutHidden ? hidden : greyed;
  const labels = namesOn(drawing);
  const { ids } = map.images;
  return [
    ...encodeSvg({
      size,
      title,
      ids,
      plane,
      colouring,
      hidden: grey,
      leavesOutHidden,
      labels,
      viewport,
      theme,
    }),
  ].join('');
}

/** The dots and pictures, on a canvas of their own: many dots are set pixel by pixel, over all that is there. */
async function plotOf(
  drawing: Drawing,
  { plot }: Figure,
  scale: number,
  host: Pick<Host, 'thumbnail' | 'sheet'>,
): Promise<HTMLCanvasElement> {
  const canvas = document.createElement('canvas');
  canvas.width = plot.width * scale;
  canvas.height = plot.height * scale;
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  context.scale(scale, scale);
  context.fillStyle = drawing.theme.canvas;
  context.fillRect(0, 0, plot.width, plot.height);
  const { ids } = drawing.map.images;
  const split = parted(shuffledRows(ids), drawing);
  const marks = await picturesOn(drawing, split.rows, host);
  const cover =
    marks.length === 0
      ? new CoverMask({ width: 0, height: 0 })
      : PictureLayer.cover(marks, drawing.size, dotPixels(ids.length, drawing.size, zoomOf(drawing)) / 2);
  const painter = new Painter();
  const columns = new DotColumnMaker().make(
    drawing,
    drawing.plane,
    joined(split.greyed, orderedRows(split.rows, drawing.plane.nearness, drawing.selected)),
  );
  const covered = painter.dots(context, drawing, columns, cover, marks);
  painter.pictures(context, drawing, marks, covered);
  return canvas;
}

/** The pictures that the map shows in that size, when they have come. */
async function picturesOn(
  drawing: Drawing,
  rows: Uint32Array,
  host: Pick<Host, 'thumbnail' | 'sheet'>,
): Promise<readonly PictureMark[]> {
  let arrived = (): void => undefined;
  const layer = new PictureLayer(host, () => arrived());
  layer.show(drawing, rows);
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const marks = layer.marks(drawing, drawing.plane);
    const hasMore = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), QUIET_MS);
      arrived = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
    if (!hasMore || performance.now() > deadline) return marks;
  }
}

function drawNames(context: CanvasRenderingContext2D, drawing: Drawing, { plot }: Figure): void {
  const { theme, viewport } = drawing;
  context.save();
  context.font = `600 ${FIGURE_LABEL.size}px ${FIGURE_FONT}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = theme.canvas;
  context.fillStyle = theme.foreground;
  const widthOf = (text: string): number => context.measureText(text).width;
  for (const { name, x, y } of placedNames(namesOn(drawing), viewport, plot, widthOf)) {
    context.strokeText(name, plot.x + x, plot.y + y);
    context.fillText(name, plot.x + x, plot.y + y);
  }
  context.restore();
}

function drawLegend(
  context: CanvasRenderingContext2D,
  { theme }: Drawing,
  { texts, marks, scale }: Figure,
  ratio: number,
): void {
  context.fillStyle = theme.foreground;
  context.textBaseline = 'alphabetic';
  for (const { x, y, size, text, isTitle } of texts) {
    context.font = `${isTitle ? '600' : '400'} ${size}px ${FIGURE_FONT}`;
    context.fillText(text, x, y);
  }
  const sprites = new Sprites();
  sprites.begin({ ...theme, ring: 0 }, ratio);
  for (const { x, y, mark } of marks)
    sprites.draw(context, { ...mark, emphasis: 'plain' }, x, y, LEGEND_MARK);
  if (scale === undefined) return;
  const step = scale.height / scale.colours.length;
  for (const [at, colour] of scale.colours.entries()) {
    context.fillStyle = colour;
    context.fillRect(scale.x, scale.y + at * step, scale.width, step + 0.5);
  }
}
