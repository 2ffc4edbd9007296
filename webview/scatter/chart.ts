import { CustomChart } from 'echarts/charts';
import { init, use, type ECharts } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { CoverMask } from '../../src/core/explore/cover-mask.ts';
import { DotColumnMaker } from '../../src/core/explore/dot-columns.ts';
import { dotPixels } from '../../src/core/explore/mark-size.ts';
import { PointIndex } from '../../src/core/explore/point-index.ts';
import type { Point, View } from '../../src/core/explore/viewport.ts';
import { shuffledRows } from '../../src/core/shuffled.ts';
import type { Host } from '../host.ts';
import { Last } from '../last.ts';
import { CANVAS_SHAPE, registerPaint } from './canvas-shape.ts';
import { joined, orderedRows, parted, type Parted } from './drawing-order.ts';
import { Glide, type Motion } from './glide.ts';
import { Painter } from './painter.ts';
import { PictureLayer, type PictureMark } from './pictures/picture-layer.ts';
import { zoomOf, type Drawing } from './scene.ts';

use([CustomChart, CanvasRenderer]);

/** The chart: a custom series of ECharts, one shape that draws all. Pointing, zooming, panning and turning are the map view's. */
export class Chart {
  readonly #chart: ECharts;
  readonly #columns = new DotColumnMaker();
  readonly #painter = new Painter();
  readonly #pictures: PictureLayer;
  readonly #glide = new Glide(() => this.#repaint());
  readonly #paintName = registerPaint((context) => this.#paint(context));
  #frame = 0;
  #drawing: Drawing | undefined;
  /** All images in an order that means nothing, and of which images it is. */
  #shuffled: { readonly ids: readonly string[]; readonly rows: Uint32Array } = {
    ids: [],
    rows: new Uint32Array(),
  };
  readonly #lastParted = new Last<Parted>();
  readonly #lastOrder = new Last<Uint32Array>();
  #shown: Parted = { rows: new Uint32Array(), greyed: new Uint32Array() };
  #index = new PointIndex(
    { x: new Float64Array(), y: new Float64Array(), bounds: undefined },
    new Uint32Array(),
  );
  /** The order of drawing. */
  #order: Uint32Array = new Uint32Array();
  #marks: readonly PictureMark[] | undefined;
  #cover = new CoverMask({ width: 0, height: 0 });

  /** @param onPictures Told when pictures have come. */
  constructor(container: HTMLElement, host: Pick<Host, 'thumbnail' | 'sheet'>, onPictures: () => void) {
    this.#chart = init(container, undefined, { renderer: 'canvas' });
    this.#pictures = new PictureLayer(host, () => {
      if (this.#hasOtherPictures()) this.#repaint();
      onPictures();
    });
  }

  draw(drawing: Drawing, motion: Motion): void {
    const before = this.#drawing;
    this.#drawing = drawing;
    this.#arrange(drawing);
    this.#pictures.show(drawing, this.#shown.rows);
    this.#glide.start(drawing, before, motion);
    this.#repaint();
  }

  /** Moves the window over the plane. */
  look(view: View): void {
    if (this.#drawing === undefined) return;
    this.#drawing = { ...this.#drawing, ...view };
    this.#repaint();
  }

  resize(): void {
    this.#chart.resize();
  }

  /** Finds images, shown or not, preferred ones first. */
  get index(): PointIndex {
    return this.#index;
  }

  /** The images that are drawn as pictures. */
  get pictures(): readonly PictureMark[] {
    const drawing = this.#drawing;
    if (this.#marks !== undefined || drawing === undefined) return this.#marks ?? [];
    this.#marks = this.#pictures.marks(drawing, this.#glide.positions);
    this.#cover = PictureLayer.cover(this.#marks, drawing.size, this.dot / 2);
    return this.#marks;
  }

  /** A dot's diameter in pixels. */
  get dot(): number {
    const drawing = this.#drawing;
    return drawing === undefined
      ? 0
      : dotPixels(drawing.map.images.ids.length, drawing.size, zoomOf(drawing));
  }

  /** The picture that leaves no room for dots at a place, by its place among `pictures`; -1 for none. */
  coverAt({ x, y }: Point): number {
    return this.pictures.length === 0 ? -1 : this.#cover.at(x, y);
  }

  /** Small pictures of images that are pointed at, where they have been loaded. */
  smallPictures(rows: readonly number[]): (ImageBitmap | undefined)[] {
    return this.#pictures.small(rows);
  }

  /** Whether what has come is drawn on the map: what is pointed at has pictures, too. */
  #hasOtherPictures(): boolean {
    const before = this.#marks;
    this.#marks = undefined;
    const { pictures } = this;
    return (
      pictures.length !== before?.length || pictures.some(({ bitmap }, at) => bitmap !== before[at]?.bitmap)
    );
  }

  #repaint(): void {
    if (this.#drawing === undefined) return;
    this.#marks = undefined;
    // Another shape each time: what is the same is not drawn again.
    const shape = { paint: this.#paintName, frame: this.#frame++ };
    const renderItem = (): object => ({ type: CANVAS_SHAPE, silent: true, shape });
    const series = {
      id: 'images',
      type: 'custom',
      coordinateSystem: 'none',
      silent: true,
      renderItem,
      data: [0],
    };
    this.#chart.setOption(
      { animation: false, backgroundColor: this.#drawing.theme.canvas, series: [series] },
      { lazyUpdate: true },
    );
  }

  #paint(context: CanvasRenderingContext2D): void {
    const drawing = this.#drawing;
    if (drawing === undefined) return;
    const { pictures } = this;
    const columns = this.#columns.make(drawing, this.#glide.positions, this.#order);
    const covered = this.#painter.dots(context, drawing, columns, this.#cover, pictures);
    this.#painter.pictures(context, drawing, pictures, covered);
  }

  /**
   * Which images are shown and in which order: first what is grey; in space, the nearest are drawn last. What is selected
   * comes after all others.
   */
  #arrange(drawing: Drawing): void {
    const { map, projection, plane, hidden, greyed: out, selected, leavesOutHidden } = drawing;
    const { ids } = map.images;
    if (this.#shuffled.ids !== ids) this.#shuffled = { ids, rows: shuffledRows(ids) };
    if (this.#index.plane !== plane) this.#index = new PointIndex(plane, this.#shuffled.rows);
    this.#shown = this.#lastParted.of([map.images, projection.xy, hidden, out, leavesOutHidden], () =>
      parted(this.#shuffled.rows, drawing),
    );
    const { rows, greyed } = this.#shown;
    const order = this.#lastOrder.of([rows, plane.nearness, selected], () =>
      orderedRows(rows, plane.nearness, selected),
    );
    this.#order = joined(greyed, order);
  }
}
