import * as l10n from '@vscode/l10n';
import { imageName } from '../../src/core/image-name.ts';
import { element } from '../dom.ts';
import type { Ringed } from '../scatter/rings.ts';
import { drawInside, StackList } from './stack-list.ts';

/** What is known of an image on the map that shows. */
export interface CardDetails {
  readonly id: string;
  /** What the page loads; undefined where there is none. */
  readonly thumbnail: string | undefined;
  /** Several images in one. */
  readonly grid: boolean;
  readonly concept: string;
  readonly colour: string;
  /** How many of its neighbours the map keeps, in words, where that is known. */
  readonly kept: string | undefined;
}

/** Pixels on the picture's side. */
const PICTURE = 198;
/** Pixels between a dot or a picture and its card, so that the card is never under the pointer. */
const GAP = 16;

/** The card beside a point: thumbnail, concept, prompt. The picture has a fixed size, so that nothing jumps while it loads. */
export class HoverCard {
  readonly element = element('div', 'hover-card');
  /** From the sheet, until the thumbnail has come. */
  readonly #preview = element('canvas', 'hover-card-preview');
  readonly #image = element('img', 'hover-card-image');
  readonly #missing = element('div', 'hover-card-missing', l10n.t('No thumbnail'));
  readonly #swatch = element('span', 'swatch');
  readonly #concept = element('span', 'hover-card-concept');
  readonly #grid = element('span', 'hover-card-grid', l10n.t('several in one'));
  readonly #kept = element('p', 'hover-card-kept');
  readonly #prompt = element('p', 'hover-card-prompt');
  readonly #stack = new StackList();
  #at: Ringed = { x: 0, y: 0 };

  /** @param id Of the element: a page may show several maps. */
  constructor(id: string) {
    this.element.id = id;
    this.element.hidden = true;
    this.#image.alt = '';
    this.#image.decoding = 'async';
    this.element.append(
      element('div', 'hover-card-picture', this.#preview, this.#image, this.#missing),
      element('div', 'hover-card-title', this.#swatch, this.#concept, this.#grid),
      this.#kept,
      this.#prompt,
      this.#stack.element,
    );
  }

  /** Shows an image's card beside its mark (pixels of the parent), inside the parent. */
  show({ id, thumbnail, grid, concept, colour, kept }: CardDetails, at: Ringed): void {
    if (this.element.dataset['id'] !== id) {
      this.element.dataset['id'] = id;
      this.#image.hidden = thumbnail === undefined;
      this.#missing.hidden = thumbnail !== undefined;
      // The picture before would stand for this one until it has loaded.
      this.#image.removeAttribute('src');
      if (thumbnail !== undefined) this.#image.src = thumbnail;
      this.#swatch.style.backgroundColor = colour;
      this.#concept.textContent = concept;
      this.#grid.hidden = !grid;
      this.#prompt.textContent = '';
    }
    this.#kept.hidden = kept === undefined;
    this.#kept.textContent = kept ?? '';
    this.element.hidden = false;
    this.#at = at;
    this.#place();
  }

  /**
   * Adds what is at hand of pictures, and again when more has come.
   * @param preview A small picture of the card's image. @param others Of the next at the same place, of so many.
   */
  showPictures(
    preview: ImageBitmap | undefined,
    others: readonly (ImageBitmap | undefined)[],
    more: number,
  ): void {
    drawInside(this.#preview, preview, PICTURE);
    this.#stack.show(others, more);
    this.#place();
  }

  /** Adds the prompt, which the host tells a moment later, unless the card is another image's by then; else its name. */
  showPrompt(id: string, prompt: string): void {
    if (this.element.dataset['id'] !== id) return;
    this.#prompt.textContent = prompt === '' ? imageName(id) : prompt;
    this.#prompt.classList.toggle('hover-card-name', prompt === '');
    this.#place();
  }

  hide(): void {
    this.element.hidden = true;
    delete this.element.dataset['id'];
  }

  /** Again whenever what is on the card is more: it stays inside. */
  #place(): void {
    const { x, y, width = 0 } = this.#at;
    const gap = GAP + width / 2;
    const { offsetWidth, offsetHeight, parentElement } = this.element;
    const { clientWidth = 0, clientHeight = 0 } = parentElement ?? {};
    const right = x + gap + offsetWidth <= clientWidth;
    const left = right ? x + gap : Math.max(0, x - gap - offsetWidth);
    const top = Math.max(4, Math.min(y - offsetHeight / 3, clientHeight - offsetHeight - 4));
    this.element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }
}
