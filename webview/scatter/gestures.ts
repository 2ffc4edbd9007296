import type { Point } from '../../src/core/explore/viewport.ts';
import { element } from '../dom.ts';

/** What the pointer does on the map; places are pixels of the surface. */
export interface GestureListener {
  onHover(at: Point | undefined): void;
  onClick(at: Point): void;
  onDoubleClick(at: Point): void;
  onPan(dx: number, dy: number): void;
  onZoom(factor: number, at: Point): void;
  onBox(from: Point, to: Point): void;
  onRotate(dx: number, dy: number): void;
}

/** What dragging does. */
export type DragTool = 'pan' | 'box' | 'rotate';

/** A hand is never still: less movement than this is a click. */
const CLICK_PIXELS = 4;
/** The system's double-click time is unknown to a page; Windows' and GNOME's default is 400 to 500 ms. */
export const DOUBLE_CLICK_MS = 300;
/** One notch of a common wheel (100 px) zooms by a fifth. */
const ZOOM_PER_PIXEL = 0.0022;

/** Turns pointer events on a surface into gestures. With Shift, dragging draws a box; with Alt, it turns. */
export class Gestures {
  tool: DragTool = 'pan';
  canRotate = false;
  readonly #surface: HTMLElement;
  readonly #listener: GestureListener;
  readonly #box = element('div', 'zoom-box');
  #drag: { start: Point; last: Point; moved: boolean; tool: DragTool } | undefined;
  #pendingClick: ReturnType<typeof setTimeout> | undefined;

  constructor(surface: HTMLElement, listener: GestureListener) {
    this.#surface = surface;
    this.#listener = listener;
    this.#box.hidden = true;
    surface.append(this.#box);
    surface.addEventListener('pointerdown', this.#down);
    surface.addEventListener('pointermove', this.#move);
    surface.addEventListener('pointerup', this.#up);
    surface.addEventListener('pointercancel', this.#cancel);
    surface.addEventListener('pointerleave', () => {
      if (this.#drag === undefined) listener.onHover(undefined);
    });
    surface.addEventListener('wheel', this.#wheel, { passive: false });
  }

  readonly #down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.#surface.setPointerCapture(event.pointerId);
    const at = this.#at(event);
    this.#drag = { start: at, last: at, moved: false, tool: this.#toolFor(event) };
  };

  readonly #move = (event: PointerEvent): void => {
    const at = this.#at(event);
    const drag = this.#drag;
    if (drag === undefined) {
      this.#listener.onHover(at);
      return;
    }
    if (!drag.moved && Math.hypot(at.x - drag.start.x, at.y - drag.start.y) < CLICK_PIXELS) return;
    if (!drag.moved) this.#listener.onHover(undefined);
    drag.moved = true;
    const [dx, dy] = [at.x - drag.last.x, at.y - drag.last.y];
    if (drag.tool === 'box') this.#showBox(drag.start, at);
    else if (drag.tool === 'rotate') this.#listener.onRotate(dx, dy);
    else this.#listener.onPan(dx, dy);
    drag.last = at;
  };

  readonly #up = (event: PointerEvent): void => {
    const drag = this.#drag;
    this.#cancel();
    if (drag === undefined) return;
    const at = this.#at(event);
    if (!drag.moved) this.#click(at);
    else if (drag.tool === 'box') this.#listener.onBox(drag.start, at);
  };

  #toolFor({ shiftKey, altKey }: PointerEvent): DragTool {
    if (shiftKey) return 'box';
    if (altKey && this.canRotate) return 'rotate';
    return this.tool === 'rotate' && !this.canRotate ? 'pan' : this.tool;
  }

  readonly #cancel = (): void => {
    this.#drag = undefined;
    this.#box.hidden = true;
  };

  /** A click waits until it is known not to be the first of two: what it opens would move the map away. */
  #click(at: Point): void {
    if (this.#pendingClick === undefined) {
      this.#pendingClick = setTimeout(() => {
        this.#pendingClick = undefined;
        this.#listener.onClick(at);
      }, DOUBLE_CLICK_MS);
      return;
    }
    clearTimeout(this.#pendingClick);
    this.#pendingClick = undefined;
    this.#listener.onDoubleClick(at);
  }

  readonly #wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 33 : event.deltaY;
    this.#listener.onZoom(Math.exp(pixels * ZOOM_PER_PIXEL), this.#at(event));
  };

  #showBox(from: Point, to: Point): void {
    const { style } = this.#box;
    style.left = `${Math.min(from.x, to.x)}px`;
    style.top = `${Math.min(from.y, to.y)}px`;
    style.width = `${Math.abs(to.x - from.x)}px`;
    style.height = `${Math.abs(to.y - from.y)}px`;
    this.#box.hidden = false;
  }

  #at({ clientX, clientY }: MouseEvent): Point {
    const { left, top } = this.#surface.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }
}
