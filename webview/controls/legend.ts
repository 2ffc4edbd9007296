import * as l10n from '@vscode/l10n';
import {
  colouringTitle,
  type ColourBy,
  type Colouring,
  type LegendEntry,
} from '../../src/core/explore/colouring.ts';
import { hiddenIn, isolated, toggled, type Hidden } from '../../src/core/explore/filter.ts';
import type { SelectMode } from '../../src/core/explore/selection.ts';
import { localNumber } from '../../src/core/language.ts';
import { commandKey, element, iconButton } from '../dom.ts';
import { RovingList } from '../roving-list.ts';
import type { ViewState } from '../view-state.ts';

/** So many entries are shown at once; a list that is a few longer is not folded. */
const FOLDED = 12;
const UNFOLDED = 15;

export interface LegendListener {
  /** What is to be seen otherwise. */
  onChange(change: Pick<ViewState, 'hidden' | 'leavesOutHidden'>): void;
  /** The images of an entry are picked, to be selected. @param key Of the entry. */
  onPick(by: ColourBy, key: string, mode: SelectMode): void;
}

/**
 * What the colours say, one entry for each: a button that shows or hides its images, one that selects them, and one that
 * shows them alone.
 */
export class Legend {
  readonly element = element('div', 'legend');
  readonly #list = element('ul', 'legend-entries');
  readonly #roving = new RovingList(this.#list);
  readonly #fold = element('button', 'legend-fold');
  readonly #footer = element('div', 'legend-footer');
  readonly #leaveOut = element('input', '');
  readonly #listener: LegendListener;
  #isFolded = true;
  #redraw: () => void = () => undefined;
  #hidden: Hidden = {};

  constructor(listener: LegendListener) {
    this.#listener = listener;
    this.#fold.type = 'button';
    this.#fold.addEventListener('click', () => {
      this.#isFolded = !this.#isFolded;
      this.#redraw();
    });
    this.#leaveOut.type = 'checkbox';
    this.#leaveOut.addEventListener('change', () =>
      listener.onChange({ leavesOutHidden: this.#leaveOut.checked }),
    );
    const showAll = element('button', 'legend-fold', l10n.t('Show all'));
    showAll.type = 'button';
    showAll.addEventListener('click', () => listener.onChange({ hidden: {} }));
    const label = element('label', 'legend-leave-out', this.#leaveOut, l10n.t('Leave out hidden images'));
    this.#footer.append(label, showAll);
    this.element.append(this.#list, this.#fold, this.#footer);
  }

  show(colouring: Colouring, hidden: Hidden, leavesOutHidden: boolean): void {
    this.#redraw = () => this.show(colouring, hidden, leavesOutHidden);
    this.#hidden = hidden;
    const isAnyHidden = Object.values(hidden).some((keys) => keys.length > 0);
    // One entry says nothing that the map does not.
    this.element.hidden = colouring.entries.length < 2 && !isAnyHidden;
    this.#footer.hidden = !isAnyHidden;
    this.#leaveOut.checked = leavesOutHidden;
    this.#list.ariaLabel = colouring.by === 'concept' ? l10n.t('Concepts') : colouringTitle(colouring.by);
    const focused = document.activeElement as HTMLElement | null;
    const [key, role] = [focused?.dataset['key'], focused?.className];
    const isLong = colouring.entries.length > UNFOLDED;
    const shown = isLong && this.#isFolded ? colouring.entries.slice(0, FOLDED) : colouring.entries;
    const off = new Set(hiddenIn(hidden, colouring.by));
    this.#list.replaceChildren(...shown.map((entry) => this.#row(colouring, entry, !off.has(entry.key))));
    this.#fold.hidden = !isLong;
    this.#fold.ariaExpanded = String(!this.#isFolded);
    this.#fold.textContent = this.#isFolded
      ? l10n.t('{0} more', localNumber(colouring.entries.length - FOLDED))
      : l10n.t('Fewer');
    const same = [...this.#list.querySelectorAll<HTMLElement>('button')].find(
      (button) => key !== undefined && button.dataset['key'] === key && button.className === role,
    );
    same?.focus();
    this.#roving.update();
  }

  #row(colouring: Colouring, { key, label, count, mark }: LegendEntry, isShown: boolean): HTMLElement {
    const swatch = element('span', `swatch swatch-${mark.symbol}`);
    swatch.style.backgroundColor = mark.colour;
    const name = element('span', 'legend-name', label);
    const number = element('span', 'legend-count', localNumber(count));
    const toggle = element('button', 'legend-entry', swatch, name, number);
    toggle.type = 'button';
    if (colouring.by === 'concept') toggle.dataset['concept'] = key;
    toggle.dataset['key'] = key;
    toggle.ariaPressed = String(isShown);
    toggle.title = isShown
      ? l10n.t('Hide {0} (Alt+click: only {0})', label)
      : l10n.t('Show {0} (Alt+click: only {0})', label);
    toggle.addEventListener('click', ({ altKey }) => {
      if (altKey) this.#isolate(colouring, key);
      else this.#listener.onChange({ hidden: toggled(this.#hidden, colouring.by, key) });
    });
    const only = iconButton('eye', l10n.t('Only {0}, or all again', label), () =>
      this.#isolate(colouring, key),
    );
    only.classList.add('legend-only');
    only.dataset['key'] = key;
    const select = iconButton(
      'check',
      l10n.t('Select {0} ({1}+click: add)', label, commandKey()),
      () => undefined,
    );
    select.classList.add('legend-select');
    select.dataset['key'] = key;
    // What is hidden is not selected.
    select.disabled = !isShown;
    select.addEventListener('click', (event) => {
      const mode = event.altKey
        ? 'remove'
        : event.ctrlKey || event.metaKey || event.shiftKey
          ? 'add'
          : 'replace';
      this.#listener.onPick(colouring.by, key, mode);
    });
    return element('li', '', toggle, select, only);
  }

  /** This one alone, or all again. */
  #isolate({ by, entries }: Colouring, key: string): void {
    const keys = entries.map((entry) => entry.key);
    this.#listener.onChange({ hidden: isolated(this.#hidden, by, key, keys) });
  }
}
