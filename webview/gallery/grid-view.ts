import {
  gridLayout,
  listLayout,
  rowsInWindow,
  rowTop,
  scrollTopFor,
  scrollTopTo,
  topRow,
  type GridLayout,
} from '../../src/core/explore/grid.ts';
import { offerImageMenu } from '../context-menu.ts';
import { element } from '../dom.ts';
import { GridCell, type CellLook } from './grid-cell.ts';

/** What a grid shows. */
export interface GridContent {
  /** Of images, in the order in which they are shown. */
  readonly order: Uint32Array;
  readonly lookOf: (row: number) => CellLook;
  /** Small pictures of images that show together, as far as they are at hand. @param side Device pixels. */
  readonly pictures: (rows: readonly number[], side: number) => (ImageBitmap | undefined)[];
  /** Pixels on a picture's side, at least. */
  readonly pixels: number;
  /** Whether the images are lines below each other. */
  readonly isList: boolean;
  /** These images are in the window: what their lines say is wanted. */
  readonly onShow: (rows: readonly number[]) => void;
}

/** Pixels of the line below a picture. */
const CAPTION = 20;
/** Pixels of a picture's lower border. */
const BORDER = 3;
/** Pixels of a line of a list. */
const LINE = 44;

/** A row of the grid: what is scrolled out at one end comes in at the other. */
interface GridRow {
  readonly element: HTMLElement;
  readonly cells: GridCell[];
  /** What its cells were filled from. */
  of?: GridContent;
}

/**
 * A grid of images of which only those in the window are elements, and the one that has the focus. By ARIA's pattern of a
 * grid, or of a list box where it is a list: one cell is in the order of the Tab key.
 */
export class GridView {
  readonly element = element('div', 'grid');
  readonly #space = element('div', 'grid-space');
  #content: GridContent | undefined;
  #grid: GridLayout = gridLayout(0, { width: 0, height: 0 }, 1, CAPTION);
  #rows = new Map<number, GridRow>();
  #spare: GridRow[] = [];
  #active = 0;
  #outlined = -1;
  /** Whether the focus was in a cell that may be another element by now. */
  #hadFocus = false;
  #frame: number | undefined;
  #pictures: number | undefined;
  #size = { width: 0, height: 0 };

  constructor() {
    this.element.ariaMultiSelectable = 'true';
    this.element.append(this.#space);
    this.element.addEventListener('scroll', () => this.#update(), { passive: true });
    offerImageMenu(this.element, {
      imageAt: ({ target }) => cellAt(target)?.dataset['id'],
      focused: () => {
        const cell = cellAt(document.activeElement);
        const { left = 0, top = 0, width = 0, height = 0 } = cell?.getBoundingClientRect() ?? {};
        const id = cell?.dataset['id'];
        return id === undefined ? undefined : { id, at: { x: left + width / 2, y: top + height / 2 } };
      },
    });
    new ResizeObserver(() => {
      if (!this.#measure()) return;
      this.#arrange();
      this.#render();
    }).observe(this.element);
  }

  get layout(): GridLayout {
    return this.#grid;
  }

  /** The place of the cell that has the focus, or gets it. */
  get active(): number {
    return this.#active;
  }

  /** @param active The place of the cell that gets the focus. @param top Whether the grid begins anew, at its top. */
  show(content: GridContent, active: number, top: boolean): void {
    // Shown for the first time, nobody has told how large it is.
    if (this.#size.width === 0) this.#measure();
    this.#hadFocus = this.#space.contains(document.activeElement);
    this.#content = content;
    this.#active = Math.max(0, Math.min(active, content.order.length - 1));
    this.#arrange();
    if (top) this.element.scrollTop = 0;
    this.#render();
  }

  /** Draws what has come of pictures. */
  showPictures(): void {
    this.#pictures ??= requestAnimationFrame(() => {
      this.#pictures = undefined;
      this.#drawPictures();
    });
  }

  /** Moves the focus to a cell, and scrolls so that it is seen. */
  focus(index: number): void {
    this.activate(index);
    this.element.scrollTop = scrollTopFor(
      this.#grid,
      Math.floor(this.#active / this.#grid.columns),
      this.element.scrollTop,
    );
    this.#render();
    this.#cellAt(this.#active)?.element.focus({ preventScroll: true });
  }

  /** This cell is in the order of the Tab key from now on. */
  activate(index: number): void {
    const before = this.#cellAt(this.#active);
    this.#active = Math.max(0, Math.min(index, this.#grid.count - 1));
    if (before !== undefined) before.element.tabIndex = -1;
    const cell = this.#cellAt(this.#active);
    if (cell !== undefined) cell.element.tabIndex = 0;
  }

  /** Whether the keyboard is in this cell. */
  hasFocus(index: number): boolean {
    const cell = this.#cellAt(index)?.element;
    return cell !== undefined && cell === document.activeElement;
  }

  /** Draws the lines of images anew, of which more is known. */
  showTexts(): void {
    const content = this.#content;
    if (content?.isList !== true) return;
    for (const [row, one] of this.#rows) this.#fill(one, row, content);
  }

  /** Adds what is known of an image to its cell, as long as it shows that image. */
  describe(index: number, row: number, text: string): void {
    const cell = this.#cellAt(index);
    if (cell?.row === row) cell.element.title = text;
  }

  /** Outlines the cell of an image that is pointed at elsewhere, where it is in the window; undefined for none. */
  outline(row: number | undefined): void {
    this.#outlined = row ?? -1;
    for (const { cells } of this.#rows.values()) for (const cell of cells) this.#markOutlined(cell);
  }

  /** Lays the cells out. Where they have another size than before, the image at the top of the window stays there. */
  #arrange(): void {
    const content = this.#content;
    if (content === undefined) return;
    const before = this.#grid;
    const first = topRow(before, this.element.scrollTop) * before.columns;
    const { isList, pixels, order } = content;
    this.#grid = isList
      ? listLayout(order.length, this.#size, LINE)
      : gridLayout(order.length, this.#size, pixels, CAPTION);
    const { columns, rows, height, cellHeight, cellWidth, stepY } = this.#grid;
    if (columns !== before.columns) this.#clear();
    this.element.classList.toggle('grid-list', isList);
    this.element.role = isList ? 'listbox' : 'grid';
    this.#space.role = isList ? 'none' : 'rowgroup';
    this.element.ariaRowCount = isList ? null : String(rows);
    this.element.ariaColCount = isList ? null : String(columns);
    const { style } = this.#space;
    style.height = `${height}px`;
    style.setProperty('--cell-width', `${cellWidth}px`);
    style.setProperty('--cell-height', `${cellHeight}px`);
    style.setProperty('--columns', String(columns));
    const isOther = columns !== before.columns || stepY !== before.stepY;
    if (isOther && first > 0) this.element.scrollTop = scrollTopTo(this.#grid, Math.floor(first / columns));
  }

  /** @returns Whether the window has another size than before. */
  #measure(): boolean {
    const { clientWidth: width, clientHeight: height } = this.element;
    const isOther = width !== this.#size.width || height !== this.#size.height;
    this.#size = { width, height };
    return isOther;
  }

  #clear(): void {
    this.#hadFocus ||= this.#space.contains(document.activeElement);
    this.#space.replaceChildren();
    this.#rows.clear();
    this.#spare = [];
  }

  #update(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#render();
    });
  }

  /** Elements for the rows in the window, and for that of the focus. */
  #render(): void {
    const content = this.#content;
    if (content === undefined || this.#size.width === 0) return;
    const { scrollTop } = this.element;
    const { first, end } = rowsInWindow(this.#grid, scrollTop);
    const wanted = new Set<number>();
    for (let row = first; row < end; row++) wanted.add(row);
    if (this.#grid.count > 0) wanted.add(Math.floor(this.#active / this.#grid.columns));
    for (const [row, one] of this.#rows)
      if (!wanted.has(row)) {
        this.#rows.delete(row);
        this.#spare.push(one);
      }
    for (const row of wanted) {
      const one = this.#rows.get(row) ?? this.#takeRow(row);
      one.element.style.transform = `translateY(${rowTop(this.#grid, row, scrollTop)}px)`;
      if (one.of !== content) this.#fill(one, row, content);
    }
    for (const { element: unused } of this.#spare) unused.remove();
    this.#spare = [];
    if (this.#hadFocus) this.#cellAt(this.#active)?.element.focus({ preventScroll: true });
    this.#hadFocus = false;
    this.#drawPictures();
  }

  /** A row that is not needed any more, or a new one, at its place among the others: screen readers read in this order. */
  #takeRow(row: number): GridRow {
    const taken = this.#spare.pop() ?? { element: element('div', 'grid-row'), cells: [] };
    delete taken.of;
    const isList = this.#content?.isList === true;
    taken.element.role = isList ? 'none' : 'row';
    taken.element.ariaRowIndex = isList ? null : String(row + 1);
    const later = [...this.#rows.keys()].filter((other) => other > row).sort((a, b) => a - b);
    this.#space.insertBefore(taken.element, this.#rows.get(later[0] ?? -1)?.element ?? null);
    this.#rows.set(row, taken);
    return taken;
  }

  #fill(one: GridRow, row: number, content: GridContent): void {
    one.of = content;
    const { element: line, cells } = one;
    const { order, lookOf, isList } = content;
    const { columns, count } = this.#grid;
    const begin = row * columns;
    const length = Math.min(columns, count - begin);
    while (cells.length < length) {
      const cell = new GridCell();
      cells.push(cell);
      line.append(cell.element);
    }
    for (const extra of cells.splice(length)) extra.element.remove();
    for (const [column, cell] of cells.entries()) {
      const index = begin + column;
      const image = order[index] ?? 0;
      cell.show(image, lookOf(image), { index, count, column, isList });
      cell.element.tabIndex = index === this.#active ? 0 : -1;
      this.#markOutlined(cell);
    }
  }

  #drawPictures(): void {
    const content = this.#content;
    if (content === undefined) return;
    const side = (content.isList ? LINE : this.#grid.cellWidth) - BORDER;
    const { first, end } = rowsInWindow(this.#grid, this.element.scrollTop);
    const cells = [...this.#rows]
      .filter(([row]) => row >= first && row < end)
      .sort(([a], [b]) => a - b)
      .flatMap(([, row]) => row.cells);
    const rows = cells.map((cell) => cell.row);
    content.onShow(rows);
    const bitmaps = content.pictures(rows, side * devicePixelRatio);
    for (const [at, cell] of cells.entries()) cell.draw(bitmaps[at], side);
  }

  #markOutlined({ element: cell, row }: GridCell): void {
    cell.classList.toggle('cell-outlined', row === this.#outlined);
  }

  #cellAt(index: number): GridCell | undefined {
    const { columns } = this.#grid;
    return this.#rows.get(Math.floor(index / columns))?.cells[index % columns];
  }
}

function cellAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('.cell') : null;
}
