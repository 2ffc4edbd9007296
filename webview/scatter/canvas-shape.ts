import { graphic } from 'echarts/core';

/** The name under which ECharts knows the shape. */
export const CANVAS_SHAPE = 'lexiclip-canvas';

/** Draws on the chart's canvas, in pixels of the page. */
export type Paint = (context: CanvasRenderingContext2D) => void;

/** ECharts copies what a shape is made of, which a function does not survive. */
const paints: Paint[] = [];

/** What names a function in a shape: `{ paint }`. */
export function registerPaint(paint: Paint): number {
  return paints.push(paint) - 1;
}

interface CanvasShape {
  readonly shape: { readonly paint: number };
  context?: CanvasRenderingContext2D | undefined;
}

/* One shape of ECharts' that draws as much as it likes, in an order of its own: as ECharts' own series of many points do. */
graphic.registerShape(
  CANVAS_SHAPE,
  graphic.extendShape({
    type: CANVAS_SHAPE,
    shape: { paint: -1 },
    // The path's own outline is none; it tells the canvas.
    buildPath(this: CanvasShape, path: { getContext?: () => CanvasRenderingContext2D | undefined }) {
      this.context = path.getContext?.();
    },
    afterBrush(this: CanvasShape) {
      const { context, shape } = this;
      if (context === undefined) return;
      context.save();
      paints[shape.paint]?.(context);
      context.restore();
    },
  } as unknown as Parameters<typeof graphic.extendShape>[0]),
);
