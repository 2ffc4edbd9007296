import * as l10n from '@vscode/l10n';
import { localNumber } from '../../src/core/language.ts';
import { element } from '../dom.ts';

/** Of the images at one place, so many are shown. */
export const STACK_PICTURES = 5;
/** Pixels on a picture's side. */
const SIDE = 34;

/** In the hover card: the images that lie at the same place, and that a click leads on to the next. */
export class StackList {
  readonly element = element('div', 'stack-list');
  readonly #pictures = element('div', 'stack-list-pictures');
  readonly #text = element('p', 'stack-list-text');

  constructor() {
    this.element.append(this.#pictures, this.#text);
    this.show([], 0);
  }

  /** @param pictures Of the next of them, where they are ready. @param more How many images there are besides the card's. */
  show(pictures: readonly (ImageBitmap | undefined)[], more: number): void {
    this.element.hidden = more === 0;
    this.#text.textContent = l10n.t('and {0} more here. Click again for the next.', localNumber(more));
    this.#pictures.replaceChildren(...pictures.map((picture) => small(picture)));
  }
}

function small(picture: ImageBitmap | undefined): HTMLElement {
  const canvas = element('canvas', 'stack-list-picture');
  drawInside(canvas, picture, SIDE);
  return canvas;
}

/** Draws a picture whole into the middle of a square canvas, sharp on the screen that it is on. */
export function drawInside(canvas: HTMLCanvasElement, picture: ImageBitmap | undefined, side: number): void {
  const pixels = Math.round(side * devicePixelRatio);
  canvas.width = canvas.height = pixels;
  // A context takes half a millisecond, and most often there is no picture yet.
  const context = picture === undefined ? null : canvas.getContext('2d');
  if (picture === undefined || context === null) return;
  const scale = pixels / Math.max(picture.width, picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, (pixels - width) / 2, (pixels - height) / 2, width, height);
}
