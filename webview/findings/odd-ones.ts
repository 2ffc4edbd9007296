import type { OddOnes } from '../../src/core/explore/findings.ts';
import { outlierKinds, type OutlierKind } from '../../src/core/reports.ts';
import { element, textButton } from '../dom.ts';
import { RovingList } from '../roving-list.ts';
import { roving } from '../roving.ts';
import type { Looks } from './looks.ts';
import { oddOne, type OddOneListener } from './odd-one.ts';

export interface OddOnesListener extends OddOneListener {
  /** Those of the other kind are looked at. */
  onKind(kind: OutlierKind): void;
}

const titles: Readonly<Record<OutlierKind, string>> = { misplaced: 'Among Others', alone: 'Alone' };
const tooltips: Readonly<Record<OutlierKind, string>> = {
  misplaced: 'Images whose nearest neighbours are mostly of another concept than their own',
  alone: 'Images that are far from all others',
};

/** The images that do not belong where they are, each with why. */
export class OddOnesView {
  readonly element = element('div', 'odd-ones');
  readonly #kinds = element('div', 'projections');
  readonly #note = element('p', 'finding-note');
  readonly #list = element('ul', 'odd-ones-list');
  readonly #roving = new RovingList(this.#list);
  readonly #listener: OddOnesListener;
  #kind: OutlierKind = 'misplaced';

  constructor(listener: OddOnesListener) {
    this.#listener = listener;
    this.#kinds.role = 'radiogroup';
    this.#kinds.ariaLabel = 'Kind of odd ones';
    roving(this.#kinds, { chooses: true });
    this.#note.role = 'status';
    this.element.append(this.#kinds, this.#note, this.#list);
  }

  show(found: OddOnes, looks: Looks): void {
    const { misplaced, alone = [] } = found;
    const kind = misplaced === undefined ? 'alone' : this.#kind;
    const shown = kind === 'misplaced' ? (misplaced ?? []) : alone;
    const { at } = this.#roving;
    this.#showKinds(found, kind, looks);
    this.#note.textContent = noteOf(found, kind);
    this.#list.ariaLabel = tooltips[kind];
    this.#list.replaceChildren(...shown.map((image) => oddOne(image, looks, this.#listener)));
    this.#roving.update();
    // What had the focus may be gone: the next is in its place.
    if (at !== -1) this.#roving.focus(at);
  }

  focus(): void {
    this.#roving.focus(0);
  }

  #showKinds(found: OddOnes, current: OutlierKind, looks: Looks): void {
    const had = document.activeElement instanceof HTMLElement && this.#kinds.contains(document.activeElement);
    const buttons = outlierKinds.flatMap((kind) => {
      const count = kind === 'misplaced' ? found.misplacedInAll : found.alone?.length;
      if (count === undefined) return [];
      const button = textButton('projection', `${titles[kind]} (${count.toLocaleString()})`, () => {
        this.#kind = kind;
        this.#listener.onKind(kind);
        this.show(found, looks);
        this.#list.scrollTop = 0;
      });
      button.role = 'radio';
      button.title = tooltips[kind];
      button.dataset['kind'] = kind;
      button.ariaChecked = String(kind === current);
      return [button];
    });
    this.#kinds.hidden = buttons.length < 2;
    this.#kinds.replaceChildren(...buttons);
    if (had) buttons.find((button) => button.ariaChecked === 'true')?.focus();
  }
}

function noteOf(
  { compared, concepts, misplaced = [], misplacedInAll = 0, model }: OddOnes,
  kind: OutlierKind,
): string {
  const by = `${compared.toLocaleString()} images, by ${model}.`;
  if (kind === 'alone') {
    const one = concepts < 2 ? 'All are of one concept, so that none is among those of another. ' : '';
    return `${one}The farthest from their nearest neighbours, of ${by}`;
  }
  if (misplacedInAll === 0) return `No image is mostly among those of another concept, of ${by}`;
  const first = misplacedInAll > misplaced.length ? `, the first ${misplaced.length} of them` : '';
  const count = misplacedInAll === 1 ? '1 image is' : `${misplacedInAll.toLocaleString()} images are`;
  return `${count} mostly among those of another concept${first}. ${by}`;
}
