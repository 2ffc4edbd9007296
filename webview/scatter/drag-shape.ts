import type { Point } from '../../src/core/explore/viewport.ts';
import { element } from '../dom.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** What is drawn over the map while the pointer drags: a box, or the line of a lasso. Places are pixels of the surface. */
export class DragShape {
  readonly element = element('div', 'drag-shape');
  readonly #box = element('div', 'zoom-box');
  readonly #lasso = document.createElementNS(SVG, 'svg');
  readonly #line = document.createElementNS(SVG, 'path');

  constructor() {
    this.#lasso.classList.add('lasso');
    this.#lasso.append(this.#line);
    this.element.ariaHidden = 'true';
    this.element.append(this.#box, this.#lasso);
    this.hide();
  }

  showBox(from: Point, to: Point): void {
    const { style } = this.#box;
    style.left = `${Math.min(from.x, to.x)}px`;
    style.top = `${Math.min(from.y, to.y)}px`;
    style.width = `${Math.abs(to.x - from.x)}px`;
    style.height = `${Math.abs(to.y - from.y)}px`;
    this.#box.hidden = false;
  }

  showLasso(line: readonly Point[]): void {
    this.#line.setAttribute('d', `M${line.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`);
    this.#lasso.removeAttribute('hidden');
  }

  hide(): void {
    this.#box.hidden = true;
    this.#lasso.setAttribute('hidden', '');
  }
}
