import type { Point } from '../../src/core/explore/viewport.ts';
import { element, prefersStillness } from '../dom.ts';

/**
 * Rings around the image that is pointed at, the one with the keyboard's focus, and the one that was clicked. Elements over the canvas, so that
 * pointing does not draw all points again.
 */
export class Rings {
  readonly element = element('div', 'rings');
  readonly #pointed = element('div', 'ring');
  readonly #focused = element('div', 'ring ring-focused');
  readonly #selected = element('div', 'ring ring-selected');

  constructor() {
    this.element.append(this.#selected, this.#pointed, this.#focused);
    this.show(undefined, undefined, undefined);
  }

  /** Places are pixels of the parent. */
  show(pointed: Point | undefined, focused: Point | undefined, selected: Point | undefined): void {
    place(this.#selected, selected);
    place(this.#pointed, pointed);
    place(this.#focused, focused);
  }

  /** Draws the eye to the selected image. */
  pulse(): void {
    if (prefersStillness()) return;
    const far = { outlineOffset: '16px', outlineColor: 'transparent' };
    this.#selected.animate([{ outlineOffset: '-1px' }, far], { duration: 800, iterations: 2 });
  }
}

function place(ring: HTMLElement, at: Point | undefined): void {
  ring.hidden = at === undefined;
  if (at !== undefined) ring.style.transform = `translate(${at.x}px, ${at.y}px)`;
}
