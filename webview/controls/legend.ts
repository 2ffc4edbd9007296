import { colouringTitles, type Colouring, type LegendEntry } from '../../src/core/explore/colouring.ts';
import { hiddenIn, isolated, toggled, type Hidden } from '../../src/core/explore/filter.ts';
import { element, iconButton } from '../dom.ts';
import type { ViewState } from '../view-state.ts';

/** So many entries are shown at once; a list that is a few longer is not folded. */
const FOLDED = 12;
const UNFOLDED = 15;

/** What the colours say, one entry for each: a button that shows or hides its images, and one that shows them alone. */
export class Legend {
  readonly element = element('div', 'legend');
  readonly #list = element('ul', 'legend-entries');
  readonly #fold = element('button', 'legend-fold');
  readonly #footer = element('div', 'legend-footer');
  readonly #leaveOut = element('input', '');
  readonly #onChange: (change: Pick<ViewState, 'hidden' | 'leavesOutHidden'>) => void;
  #isFolded = true;
  #redraw: () => void = () => undefined;
  #hidden: Hidden = {};

  /** @param onChange What is to be seen otherwise. */
  constructor(onChange: (change: Pick<ViewState, 'hidden' | 'leavesOutHidden'>) => void) {
    this.#onChange = onChange;
    this.#fold.type = 'button';
    this.#fold.addEventListener('click', () => {
      this.#isFolded = !this.#isFolded;
      this.#redraw();
    });
    this.#leaveOut.type = 'checkbox';
    this.#leaveOut.addEventListener('change', () => onChange({ leavesOutHidden: this.#leaveOut.checked }));
    const showAll = element('button', 'legend-fold', 'Show all');
    showAll.type = 'button';
    showAll.addEventListener('click', () => onChange({ hidden: {} }));
    const label = element('label', 'legend-leave-out', this.#leaveOut, 'Leave out hidden images');
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
    this.#list.ariaLabel = colouring.by === 'concept' ? 'Concepts' : colouringTitles[colouring.by];
    const focused = document.activeElement as HTMLElement | null;
    const [key, role] = [focused?.dataset['key'], focused?.className];
    const isLong = colouring.entries.length > UNFOLDED;
    const shown = isLong && this.#isFolded ? colouring.entries.slice(0, FOLDED) : colouring.entries;
    const off = new Set(hiddenIn(hidden, colouring.by));
    this.#list.replaceChildren(...shown.map((entry) => this.#row(colouring, entry, !off.has(entry.key))));
    this.#fold.hidden = !isLong;
    this.#fold.ariaExpanded = String(!this.#isFolded);
    this.#fold.textContent = this.#isFolded ? `${colouring.entries.length - FOLDED} more` : 'Fewer';
    if (key === undefined) return;
    const same = [...this.#list.querySelectorAll<HTMLElement>('button')].find(
      (button) => button.dataset['key'] === key && button.className === role,
    );
    same?.focus();
  }

  #row(colouring: Colouring, { key, label, count, mark }: LegendEntry, isShown: boolean): HTMLElement {
    const swatch = element('span', `swatch swatch-${mark.symbol}`);
    swatch.style.backgroundColor = mark.colour;
    const name = element('span', 'legend-name', label);
    const number = element('span', 'legend-count', count.toLocaleString());
    const toggle = element('button', 'legend-entry', swatch, name, number);
    toggle.type = 'button';
    if (colouring.by === 'concept') toggle.dataset['concept'] = key;
    toggle.dataset['key'] = key;
    toggle.ariaPressed = String(isShown);
    toggle.title = `${isShown ? 'Hide' : 'Show'} ${label} (Alt+click: only ${label})`;
    toggle.addEventListener('click', ({ altKey }) => {
      if (altKey) this.#isolate(colouring, key);
      else this.#onChange({ hidden: toggled(this.#hidden, colouring.by, key) });
    });
    const only = iconButton('eye', `Only ${label}, or all again`, () => this.#isolate(colouring, key));
    only.classList.add('legend-only');
    only.dataset['key'] = key;
    return element('li', '', toggle, only);
  }

  /** This one alone, or all again. */
  #isolate({ by, entries }: Colouring, key: string): void {
    const keys = entries.map((entry) => entry.key);
    this.#onChange({ hidden: isolated(this.#hidden, by, key, keys) });
  }
}
