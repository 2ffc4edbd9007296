import type { SelectMode } from '../../src/core/explore/selection.ts';
import type { Point } from '../../src/core/explore/viewport.ts';
import { DragShape } from './drag-shape.ts';

/** What the pointer does on the map; places are pixels of the surface. */
export interface GestureListener {
  onHover(at: Point | undefined): void;
  onClick(at: Point): void;
  onDoubleClick(at: Point): void;
  /**
   * A click picks what is there. @param mode Undefined where no key says that something is to be selected.
   * @returns Whether the click is done with: it opens nothing.
   */
  onPick(at: Point, mode: SelectMode | undefined): boolean;
  onPan(dx: number, dy: number): void;
  onZoom(factor: number, at: Point): void;
  /** Zooms. */
  onBox(from: Point, to: Point): void;
  onSelectBox(from: Point, to: Point, mode: SelectMode): void;
  onLasso(line: readonly Point[], mode: SelectMode): void;
  onRotate(dx: number, dy: number): void;
}

/** What dragging does. */
export type DragTool = 'pan' | 'box' | 'rotate' | 'lasso' | 'select-box';

interface Drag {
  readonly start: Point;
  readonly tool: DragTool;
  readonly mode: SelectMode;
  last: Point;
  moved: boolean;
  /** Of a lasso. */
  readonly line: Point[];
}

/** A hand is never still: less movement than this is a click. */
const CLICK_PIXELS = 4;
/** The system's double-click time is unknown to a page; Windows' and GNOME's default is 400 to 500 ms. */
export const DOUBLE_CLICK_MS = 300;
/** One notch of a common wheel (100 px) zooms by a fifth. */
const ZOOM_PER_PIXEL = 0.0022;
/** Between points of a lasso: nobody sees a smaller step. */
const LASSO_PIXELS = 2;

/**
 * Turns pointer events on a surface into gestures. With Shift, dragging zooms to a box; with Ctrl or Cmd, it draws a lasso;
 * with Alt, it turns. While a tool selects, Ctrl or Cmd adds, and Alt takes away.
 */
export class Gestures {
  tool: DragTool = 'pan';
  canRotate = false;
  readonly #surface: HTMLElement;
  readonly #listener: GestureListener;
  readonly #shape = new DragShape();
  #drag: Drag | undefined;
  #pendingClick: ReturnType<typeof setTimeout> | undefined;

  constructor(surface: HTMLElement, listener: GestureListener) {
    this.#surface = surface;
    this.#listener = listener;
    surface.append(this.#shape.element);
    surface.addEventListener('pointerdown', this.#down);
    surface.addEventListener('pointermove', this.#move);
    surface.addEventListener('pointerup', this.#up);
    surface.addEventListener('pointercancel', () => this.cancel());
    surface.addEventListener('pointerleave', () => {
      if (this.#drag === undefined) listener.onHover(undefined);
    });
    surface.addEventListener('wheel', this.#wheel, { passive: false });
  }

  /** Ends what is being dragged without an effect. @returns Whether something was. */
  cancel(): boolean {
    const wasDragging = this.#drag?.moved === true;
    this.#drag = undefined;
    this.#shape.hide();
    return wasDragging;
  }

  readonly #down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.#surface.setPointerCapture(event.pointerId);
    const at = this.#at(event);
    const [tool, mode] = [this.#toolFor(event), dragMode(event)];
    this.#drag = { start: at, last: at, moved: false, tool, mode, line: [at] };
  };

  readonly #move = (event: PointerEvent): void => {
    const at = this.#at(event);
    const drag = this.#drag;
    if (drag === undefined) {
      // After Escape, the button may still be down.
      if (event.buttons === 0) this.#listener.onHover(at);
      return;
    }
    if (!drag.moved && Math.hypot(at.x - drag.start.x, at.y - drag.start.y) < CLICK_PIXELS) return;
    if (!drag.moved) this.#listener.onHover(undefined);
    drag.moved = true;
    const [dx, dy] = [at.x - drag.last.x, at.y - drag.last.y];
    switch (drag.tool) {
      case 'box':
      case 'select-box':
        this.#shape.showBox(drag.start, at);
        break;
      case 'lasso':
        this.#draw(drag, event);
        break;
      case 'rotate':
        this.#listener.onRotate(dx, dy);
        break;
      case 'pan':
        this.#listener.onPan(dx, dy);
        break;
    }
    drag.last = at;
  };

  readonly #up = (event: PointerEvent): void => {
    const drag = this.#drag;
    this.cancel();
    if (drag === undefined) return;
    const at = this.#at(event);
    if (!drag.moved) {
      if (!this.#listener.onPick(at, clickMode(event))) this.#click(at);
    } else if (drag.tool === 'box') this.#listener.onBox(drag.start, at);
    else if (drag.tool === 'select-box') this.#listener.onSelectBox(drag.start, at, drag.mode);
    else if (drag.tool === 'lasso') this.#listener.onLasso([...drag.line, at], drag.mode);
  };

  #toolFor({ shiftKey, altKey, ctrlKey, metaKey }: PointerEvent): DragTool {
    if (shiftKey) return 'box';
    if (this.tool === 'lasso' || this.tool === 'select-box') return this.tool;
    if (ctrlKey || metaKey) return 'lasso';
    if (altKey && this.canRotate) return 'rotate';
    return this.tool === 'rotate' && !this.canRotate ? 'pan' : this.tool;
  }

  /** Also what the pointer passed between two frames. */
  #draw({ line }: Drag, event: PointerEvent): void {
    const passed = event.getCoalescedEvents();
    for (const one of passed.length === 0 ? [event] : passed) {
      const [at, last] = [this.#at(one), line.at(-1)];
      if (last === undefined || Math.hypot(at.x - last.x, at.y - last.y) >= LASSO_PIXELS) line.push(at);
    }
    this.#shape.showLasso(line);
  }

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

  #at({ clientX, clientY }: MouseEvent): Point {
    const { left, top } = this.#surface.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }
}

/** What dragging does to the selection. */
function dragMode({ altKey, ctrlKey, metaKey }: MouseEvent): SelectMode {
  if (altKey) return 'remove';
  return ctrlKey || metaKey ? 'add' : 'replace';
}

/** What a click does to it; undefined where it opens what is there. */
function clickMode({ altKey, ctrlKey, metaKey, shiftKey }: MouseEvent): SelectMode | undefined {
  if (altKey) return 'remove';
  if (ctrlKey || metaKey) return 'toggle';
  return shiftKey ? 'add' : undefined;
}
