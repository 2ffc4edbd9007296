import type { Point } from '../../src/core/explore/viewport.ts';
import { element, prefersStillness } from '../dom.ts';

/** What a ring is around: a dot, or a picture of some pixels. */
export type Ringed = Point & { readonly width?: number; readonly height?: number };

/** Pixels of a ring around a dot, and between a picture and its ring. */
const DOT_RING = 20;
const GAP = 10;

/**
 * Rings around the image that is pointed at, the one with the keyboard's focus, and the one that was clicked. Elements
 * over the canvas, so that pointing does not draw all points again.
 */
export class Rings {
  readonly element = element('div', 'rings');
  readonly #pointed = element('div', 'ring');
  readonly #focused = element('div', 'ring ring-focused');
  readonly #selected = element('div', 'ring ring-selected');
  /** Around what is pointed at on another map. */
  readonly #linked = element('div', 'ring ring-linked');

  constructor() {
    this.element.append(this.#selected, this.#linked, this.#pointed, this.#focused);
    this.show(undefined, undefined, undefined);
    this.link(undefined);
  }

  /** Places are pixels of the parent. */
  show(pointed: Ringed | undefined, focused: Ringed | undefined, selected: Ringed | undefined): void {
    place(this.#selected, selected);
    place(this.#pointed, pointed);
    place(this.#focused, focused);
  }

  link(linked: Ringed | undefined): void {
    place(this.#linked, linked);
  }

  /** Draws the eye to the selected image. */
  pulse(): void {
    if (prefersStillness()) return;
    const far = { outlineOffset: '16px', outlineColor: 'transparent' };
    this.#selected.animate([{ outlineOffset: '-1px' }, far], { duration: 800, iterations: 2 });
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
