import { cellByKey, type GridLayout } from '../../src/core/explore/grid.ts';
import type { PressedKey } from '../keys/chords.ts';
import { onKeys } from '../keys/on-keys.ts';
import { galleryKeys, listKeys } from '../keys/tables.ts';
import { DOUBLE_CLICK_MS } from '../scatter/gestures.ts';

/** What is done to the cells of a grid, by mouse or keyboard; cells by their place. */
export interface GridInputListener {
  layout(): GridLayout;
  /** Whether the grid is a list. */
  isList(): boolean;
  /** The cell that has the focus. */
  active(): number;
  /** The focus goes to a cell, from which ranges begin. */
  onFocus(index: number): void;
  /** The focus is in a cell, however it came there. */
  onFocused(index: number): void;
  onPoint(index: number | undefined): void;
  idAt(index: number): string | undefined;
  onOpen(id: string, pin: boolean): void;
  onEnlarge(index: number): void;
  onToggle(index: number): void;
  /** The focus goes to a cell; all from where ranges begin are selected, besides those that are or alone. */
  onRange(index: number, adds: boolean): void;
  /** A letter was typed in a list. */
  onType(letter: string): void;
  onAll(): void;
  onEscape(): void;
}

/** Everything that can be done in a grid of images. */
export class GridInput {
  readonly #listener: GridInputListener;
  #pendingClick: ReturnType<typeof setTimeout> | undefined;
  #pointed: number | undefined;

  constructor(grid: HTMLElement, listener: GridInputListener) {
    this.#listener = listener;
    grid.addEventListener('click', (event) => this.#onClick(event));
    this.#listenToKeys(grid);
    grid.addEventListener('pointerover', ({ target }) => this.#point(indexIn(target)));
    grid.addEventListener('pointerleave', () => this.#point(undefined));
    grid.addEventListener('focusin', ({ target }) => {
      const index = indexIn(target);
      if (index !== undefined) listener.onFocused(index);
    });
    grid.addEventListener('focusout', ({ relatedTarget }) => {
      if (indexIn(relatedTarget) === undefined) listener.onPoint(undefined);
    });
    // A second press with Shift would select text.
    grid.addEventListener('mousedown', (event) => {
      if (event.shiftKey) event.preventDefault();
    });
  }

  #point(index: number | undefined): void {
    if (index === this.#pointed) return;
    this.#pointed = index;
    this.#listener.onPoint(index);
  }

  #onClick(event: MouseEvent): void {
    const listener = this.#listener;
    const index = indexIn(event.target);
    if (index === undefined) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.shiftKey) {
      listener.onRange(index, isCommand);
      return;
    }
    listener.onFocus(index);
    if ((event.target as Element).closest('.cell-enlarge') !== null) listener.onEnlarge(index);
    else if (isCommand) listener.onToggle(index);
    else this.#open(index, event.detail > 1);
  }

  /** A click waits until it is known not to be the first of two: what it opens would move the gallery away. */
  #open(index: number, isSecond: boolean): void {
    clearTimeout(this.#pendingClick);
    const id = this.#listener.idAt(index);
    if (id === undefined) return;
    if (isSecond) this.#listener.onOpen(id, true);
    else this.#pendingClick = setTimeout(() => this.#listener.onOpen(id, false), DOUBLE_CLICK_MS);
  }

  #listenToKeys(grid: HTMLElement): void {
    const listener = this.#listener;
    const active = (): number => listener.active();
    const isFilled = (): boolean => listener.idAt(active()) !== undefined;
    const open = (pin: boolean): void => listener.onOpen(listener.idAt(active()) ?? '', pin);
    const next = ({ key }: PressedKey): number => cellByKey(listener.layout(), active(), key) ?? active();
    onKeys(
      grid,
      listKeys,
      {
        open: () => open(false),
        enlarge: () => listener.onEnlarge(active()),
        jump: ({ key }) => listener.onType(key),
      },
      () => listener.isList() && isFilled(),
    );
    onKeys(
      grid,
      galleryKeys,
      {
        move: (event) => listener.onFocus(next(event)),
        extend: (event) => listener.onRange(next(event), false),
        extendMore: (event) => listener.onRange(next(event), true),
        enlarge: () => listener.onEnlarge(active()),
        open: () => open(false),
        pin: () => open(true),
        select: () => listener.onToggle(active()),
        range: ({ ctrlKey, metaKey }) => listener.onRange(active(), ctrlKey || metaKey),
        all: () => listener.onAll(),
        leave: () => listener.onEscape(),
      },
      isFilled,
    );
  }
}

/** The place of the cell that an element is in. */
function indexIn(target: EventTarget | null): number | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('.cell') : null;
  return cell === null ? undefined : Number(cell.dataset['index']);
}
