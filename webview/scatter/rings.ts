import type { Point } from '../../src/core/explore/viewport.ts';
import { element } from '../dom.ts';

/** What a ring is around: a dot, or a picture of some pixels. */
export type Ringed = Point & { readonly width?: number; readonly height?: number };

/** Pixels of a ring around a dot, and between a picture and its ring. */
const DOT_RING = 20;
const GAP = 10;

/**
 * Rings around the image that is pointed at and the one with the keyboard's focus. Elements over the canvas, so that
 * pointing does not draw all points again.
 */
export class Rings {
  readonly element = element('div', 'rings');
  readonly #pointed = element('div', 'ring');
  readonly #focused = element('div', 'ring ring-focused');

  constructor() {
    this.element.append(this.#pointed, this.#focused);
    this.show(undefined, undefined);
  }

  /** Places are pixels of the parent. */
  show(pointed: Ringed | undefined, focused: Ringed | undefined): void {
    place(this.#pointed, pointed);
    place(this.#focused, focused);
  }
}

function place(ring: HTMLElement, at: Ringed | undefined): void {
  ring.hidden = at === undefined;
  if (at === undefined) return;
  const { x, y, width, height } = at;
  const [across, down] = [
    width === undefined ? DOT_RING : width + GAP,
    height === undefined ? DOT_RING : height + GAP,
  ];
  ring.classList.toggle('ring-picture', width !== undefined);
  ring.style.width = `${across}px`;
  ring.style.height = `${down}px`;
  ring.style.transform = `translate(${x - across / 2}px, ${y - down / 2}px)`;
}
