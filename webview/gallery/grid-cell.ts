import * as l10n from '@vscode/l10n';
import { localNumber } from '../../src/core/language.ts';
import { drawInside } from '../detail/stack-list.ts';
import { element } from '../dom.ts';

/** What a cell shows of an image. */
export interface CellLook {
  readonly id: string;
  readonly name: string;
  /** Below the picture: what images are sorted by, or the concept. */
  readonly caption: string;
  /** How well the image fits, in the picture's corner; undefined where nothing is told of it. */
  readonly score: string | undefined;
  /** Of the image's mark on the map. */
  readonly colour: string;
  readonly isSelected: boolean;
  /** In a list: what its line says, as far as it is known. */
  readonly text: string | undefined;
}

/** Where a cell is in the whole grid. */
interface CellPlace {
  readonly index: number;
  readonly count: number;
  readonly column: number;
  /** Whether the grid is a list. */
  readonly isList: boolean;
}

function describeCell({ name, caption, score }: CellLook, index: number, count: number): string {
  const told = { name, caption, place: localNumber(index + 1), count: localNumber(count) };
  return score === undefined
    ? l10n.t('{name}, {caption}, {place} of {count}', told)
    : l10n.t('{name}, {caption}, score {score}, {place} of {count}', { ...told, score });
}

/** One image of a gallery. The element is used again for other images. */
export class GridCell {
  readonly element = element('div', 'cell');
  readonly #picture = element('canvas', 'cell-picture');
  readonly #score = element('span', 'cell-score');
  readonly #caption = element('span', 'cell-caption');
  readonly #text = element('span', 'cell-text');
  readonly #enlarge = element('button', 'cell-enlarge');
  #bitmap: ImageBitmap | undefined;
  #side = 0;
  #row = -1;

  constructor() {
    const glyph = element('span', 'codicon codicon-screen-full');
    glyph.ariaHidden = 'true';
    // By the keyboard Enter does the same.
    const enlarge = this.#enlarge;
    enlarge.append(glyph);
    enlarge.type = 'button';
    enlarge.tabIndex = -1;
    enlarge.title = enlarge.ariaLabel = l10n.t('Show Large (Enter)');
    const check = element('span', 'cell-check codicon codicon-check');
    check.ariaHidden = 'true';
    this.element.tabIndex = -1;
    const frame = element('div', 'cell-frame', this.#picture, this.#score, check, enlarge);
    this.element.append(frame, this.#caption, this.#text);
  }

  /** The image that is shown, by its row. */
  get row(): number {
    return this.#row;
  }

  show(row: number, look: CellLook, { index, count, column, isList }: CellPlace): void {
    const { id, name, caption, score, colour, isSelected, text } = look;
    if (row !== this.#row) {
      this.#row = row;
      this.element.dataset['id'] = id;
      this.draw(undefined, this.#side);
    }
    this.element.dataset['index'] = String(index);
    this.element.role = isList ? 'option' : 'gridcell';
    this.element.ariaColIndex = isList ? null : String(column + 1);
    this.element.ariaPosInSet = isList ? String(index + 1) : null;
    this.element.ariaSetSize = isList ? String(count) : null;
    this.element.ariaSelected = String(isSelected);
    // A line of a list says itself what it shows.
    this.element.ariaLabel = isList ? null : describeCell(look, index, count);
    this.#text.textContent = text ?? name;
    this.#text.hidden = !isList;
    // An option holds no button.
    this.#enlarge.hidden = isList;
    this.element.title = name === caption ? name : `${name}\n${caption}`;
    this.#caption.textContent = caption;
    this.#score.textContent = score ?? '';
    this.#score.hidden = score === undefined;
    this.#picture.style.borderColor = colour;
  }

  /** @param side Pixels. */
  draw(bitmap: ImageBitmap | undefined, side: number): void {
    if (bitmap === this.#bitmap && side === this.#side) return;
    this.#bitmap = bitmap;
    this.#side = side;
    drawInside(this.#picture, bitmap, side);
  }
}
