import { ScatterChart, type ScatterSeriesOption } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use, type ECharts } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { ExplorerMap, ProjectionView } from '../../src/core/explore/map.ts';
import { conceptMark } from '../../src/core/explore/palette.ts';
import type { Size, Viewport } from '../../src/core/explore/viewport.ts';
import type { Theme } from '../theme.ts';

use([ScatterChart, GridComponent, CanvasRenderer]);

/** Above this many points an animation stutters (ECharts draws about 100,000 symbols a second on a canvas). */
const ANIMATED_POINTS = 2000;

/** What there is to see. */
export interface Scene {
  readonly map: ExplorerMap;
  readonly projection: ProjectionView;
  readonly hidden: ReadonlySet<string>;
  readonly theme: Theme;
}

/** A scene, and the window over it. */
export interface Drawing extends Scene {
  readonly viewport: Viewport;
  readonly size: Size;
}

/** The ECharts scatter: one series for each concept, and rings around pointed-out images. It draws; pointing, zooming and panning are the map view's. */
export class Chart {
  readonly #chart: ECharts;

  constructor(container: HTMLElement) {
    this.#chart = init(container, undefined, { renderer: 'canvas' });
  }

  draw(drawing: Drawing, animate: boolean): void {
    const { map, projection, hidden, theme } = drawing;
    const data = pointsByConcept(map, projection);
    const series = map.concepts.map((concept, index): ScatterSeriesOption => {
      const { colour, symbol } = conceptMark(index, theme.background, theme.highContrast);
      return {
        id: `concept-${String(index)}`,
        name: concept,
        type: 'scatter',
        symbol,
        symbolSize: symbolSize(map.images.length),
        itemStyle: { color: colour, opacity: 0.9, borderColor: theme.canvas, borderWidth: 1 },
        data: hidden.has(concept) ? [] : (data[index] ?? []),
        silent: true,
        z: 2,
      };
    });
    this.#chart.setOption(
      {
        animation: animate && map.images.length <= ANIMATED_POINTS,
        animationDuration: 300,
        animationDurationUpdate: 500,
        backgroundColor: theme.canvas,
        grid: { left: 0, right: 0, top: 0, bottom: 0 },
        ...axes(drawing),
        series: [...series, { id: 'marks', type: 'scatter', data: [], silent: true, z: 3 }],
      },
      { replaceMerge: ['series'] },
    );
  }

  /** Moves the window over the plane, without animation: it follows the hand. */
  look(drawing: Pick<Drawing, 'viewport' | 'size'>): void {
    this.#chart.setOption({ animation: false, ...axes(drawing) }, { lazyUpdate: true });
  }

  /** Draws rings around places (coordinates): the pointed-at image and the one with the keyboard's focus. */
  mark(places: readonly { x: number; y: number; colour: string }[]): void {
    const data = places.map(({ x, y, colour }) => ({
      value: [x, y],
      itemStyle: { color: 'transparent', borderColor: colour, borderWidth: 2.5 },
    }));
    this.#chart.setOption({ animation: false, series: [{ id: 'marks', symbolSize: 20, data }] });
  }

  resize(): void {
    this.#chart.resize();
  }
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

function pointsByConcept(map: ExplorerMap, { xy }: ProjectionView): [number, number][][] {
  const points = map.concepts.map((): [number, number][] => []);
  map.images.forEach(({ concept }, index) => {
    const [x, y] = [xy[index * 2], xy[index * 2 + 1]];
    if (typeof x === 'number' && typeof y === 'number') points[concept]?.push([x, y]);
  });
  return points;
}

/** Large enough to hit where there are few points, small enough to see where there are many. */
function symbolSize(count: number): number {
  if (count <= 500) return 12;
  return count <= 5000 ? 7 : 4;
}
