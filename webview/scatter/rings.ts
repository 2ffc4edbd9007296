import type { Point } from '../../src/core/explore/viewport.ts';
import { element } from '../dom.ts';

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

  /** InstallationPaths are pixels of the parent. */
  show(pointed: Point | undefined, focused: Point | undefined): void {
    place(this.#pointed, pointed);
    place(this.#focused, focused);
  }
}

function place(ring: HTMLElement, at: Point | undefined): void {
  ring.hidden = at === undefined;
  if (at !== undefined) ring.style.transform = `translate(${at.x}px, ${at.y}px)`;
}
