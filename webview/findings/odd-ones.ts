import * as l10n from '@vscode/l10n';
import type { OddOnes } from '../../src/core/explore/findings.ts';
import { localNumber } from '../../src/core/language.ts';
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

function titleOf(kind: OutlierKind, count: string): string {
  return kind === 'misplaced' ? l10n.t('Among Others ({0})', count) : l10n.t('Alone ({0})', count);
}

function tooltipOf(kind: OutlierKind): string {
  return kind === 'misplaced'
    ? l10n.t('Images whose nearest neighbours are mostly of another concept than their own')
    : l10n.t('Images that are far from all others');
}

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
    this.#kinds.ariaLabel = l10n.t('Kind of odd ones');
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
    this.#list.ariaLabel = tooltipOf(kind);
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
      const button = textButton('projection', titleOf(kind, localNumber(count)), () => {
        this.#kind = kind;
        this.#listener.onKind(kind);
        this.show(found, looks);
        this.#list.scrollTop = 0;
      });
      button.role = 'radio';
      button.title = tooltipOf(kind);
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
  const count = localNumber(compared);
  if (kind === 'alone') {
    const farthest = l10n.t('The farthest from their nearest neighbours, of {count} images, by {model}.', {
      count,
      model,
    });
    return concepts < 2
      ? `${l10n.t('All are of one concept, so that none is among those of another.')} ${farthest}`
      : farthest;
  }
  if (misplacedInAll === 0)
    return l10n.t('No image is mostly among those of another concept, of {count} images, by {model}.', {
      count,
      model,
    });
  const by = l10n.t('{count} images, by {model}.', { count, model });
  return `${describeMisplaced(misplacedInAll, misplaced.length)} ${by}`;
}

function describeMisplaced(inAll: number, shown: number): string {
  if (inAll > shown)
    return l10n.t(
      '{0} images are mostly among those of another concept, the first {1} of them.',
      localNumber(inAll),
      localNumber(shown),
    );
  return inAll === 1
    ? l10n.t('1 image is mostly among those of another concept.')
    : l10n.t('{0} images are mostly among those of another concept.', localNumber(inAll));
}
