import { ScatterChart, type ScatterSeriesOption } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use, type ECharts } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { Colouring } from '../../src/core/explore/colouring.ts';
import type { ExplorerMap, ProjectionView } from '../../src/core/explore/map.ts';
import { unknownColour } from '../../src/core/explore/palette.ts';
import type { Plane, Rotation } from '../../src/core/explore/rotation.ts';
import type { Size, Viewport } from '../../src/core/explore/viewport.ts';
import { prefersStillness } from '../dom.ts';
import type { Theme } from '../theme.ts';

use([ScatterChart, GridComponent, CanvasRenderer]);

/** Above this many points an animation stutters (ECharts draws about 100,000 symbols a second on a canvas). */
const ANIMATED_POINTS = 2000;

/** What there is to see. */
export interface Scene {
  readonly map: ExplorerMap;
  readonly projection: ProjectionView;
  /** 1 for each image that is not to be looked at: grey, or not there. */
  readonly hidden: Uint8Array | undefined;
  readonly leavesOutHidden: boolean;
  readonly colouring: Colouring;
  /** Of a map in space. */
  readonly rotation: Rotation;
  readonly theme: Theme;
}

/** A scene on its plane, and the window over it. */
export interface Drawing extends Scene {
  readonly plane: Plane;
  readonly viewport: Viewport;
  readonly size: Size;
}

/** How points come to their places: at once, from frame to frame of a forming map, or from one map to another. */
export type Motion = 'none' | 'frame' | 'switch';

const motions = {
  // As long as frames are apart, and even: one glide passes into the next.
  frame: { animationDuration: 200, animationDurationUpdate: 220, animationEasingUpdate: 'linear' },
  switch: { animationDuration: 300, animationDurationUpdate: 600, animationEasingUpdate: 'cubicInOut' },
} as const;

/** One row of the series: a place, who it is (a number that stays an image's own), and its place in the list. */
type Row = [x: number, y: number, identity: number, index: number];

/** The ECharts scatter. It draws; pointing, zooming, panning and turning are the map view's. */
export class Chart {
  readonly #chart: ECharts;
  readonly #identities = new Map<string, number>();

  constructor(container: HTMLElement) {
    this.#chart = init(container, undefined, { renderer: 'canvas' });
  }

  draw(drawing: Drawing, motion: Motion): void {
    const { map, theme } = drawing;
    const rows = this.#rows(drawing);
    const animated = motion !== 'none' && map.images.ids.length <= ANIMATED_POINTS && !prefersStillness();
    this.#chart.setOption({
      animation: animated,
      ...(motion === 'none' ? {} : motions[motion]),
      backgroundColor: theme.canvas,
      grid: { left: 0, right: 0, top: 0, bottom: 0 },
      ...axes(drawing),
      series: [{ id: 'images', type: 'scatter', silent: true, ...looks(drawing), ...identified, data: rows }],
    });
  }

  /** Moves the window over the plane, without animation: it follows the hand. */
  look(drawing: Pick<Drawing, 'viewport' | 'size'>): void {
    this.#chart.setOption({ animation: false, ...axes(drawing) }, { lazyUpdate: true });
  }

  resize(): void {
    this.#chart.resize();
  }

  /** What is drawn, in the order of drawing: first what is grey; in space, the nearest last. */
  #rows({ map, plane, hidden, leavesOutHidden }: Drawing): Row[] {
    const [greyed, rows]: [Row[], Row[]] = [[], []];
    map.images.ids.forEach((id, index) => {
      const [x = NaN, y = NaN] = [plane.x[index], plane.y[index]];
      if (Number.isNaN(x) || Number.isNaN(y)) return;
      const isHidden = hidden?.[index] === 1;
      if (!isHidden) rows.push([x, y, this.#identity(id), index]);
      else if (!leavesOutHidden) greyed.push([x, y, this.#identity(id), index]);
    });
    const { nearness } = plane;
    if (nearness !== undefined) rows.sort((a, b) => (nearness[a[3]] ?? 0) - (nearness[b[3]] ?? 0));
    return [...greyed, ...rows];
  }

  /** By it ECharts knows a point again, on another map and among other images. */
  #identity(id: string): number {
    const known = this.#identities.get(id) ?? this.#identities.size;
    this.#identities.set(id, known);
    return known;
  }
}

/** Hexadecimal: a quarter. */
const GREY_ALPHA = '40';

const identified = { dimensions: ['x', 'y', 'identity', 'index'], encode: { x: 0, y: 1, itemId: 2 } };

/** Symbol, size and colour of each row. */
function looks({ map, hidden, plane, colouring, theme }: Drawing): ScatterSeriesOption {
  // Faint enough to be passed over: it only says that something is there.
  const grey = `${unknownColour(theme.background)}${GREY_ALPHA}`;
  const size = symbolSize(map.images.ids.length);
  const { nearness } = plane;
  return {
    symbol: (row: Row) => colouring.symbolOf(row[3]),
    symbolSize: nearness === undefined ? size : (row: Row) => size * (0.7 + 0.6 * (nearness[row[3]] ?? 0.5)),
    itemStyle: {
      color: ({ value }) => {
        const [, , , index] = value as Row;
        return hidden?.[index] === 1 ? grey : colouring.colourOf(index);
      },
      opacity: 0.9,
      borderColor: theme.canvas,
      borderWidth: 1,
    },
  };
}

function axes({ viewport, size }: Pick<Drawing, 'viewport' | 'size'>): object {
  const { centreX, centreY, scale } = viewport;
  const halfWidth = (size.width / 2) * scale;
  const halfHeight = (size.height / 2) * scale;
  // The numbers along the axes of a projection mean nothing, so there are none.
  const axis = { type: 'value', show: false, animation: false };
  return {
    xAxis: { ...axis, min: centreX - halfWidth, max: centreX + halfWidth },
    yAxis: { ...axis, min: centreY - halfHeight, max: centreY + halfHeight },
  };
}

/** Large enough to hit where there are few points, small enough to see where there are many. */
function symbolSize(count: number): number {
  if (count <= 500) return 12;
  return count <= 5000 ? 7 : 4;
}
