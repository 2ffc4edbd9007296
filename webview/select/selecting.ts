import { categoriesOf, type Grouping } from '../../src/core/explore/categories.ts';
import type { ColourBy } from '../../src/core/explore/colouring.ts';
import { describeSelection } from '../../src/core/explore/describe-selection.ts';
import { selectedBy, shownIds, type SelectMode } from '../../src/core/explore/selection.ts';
import { element } from '../dom.ts';
import type { Host } from '../host.ts';
import { PageHistory, undoableView, type PageState } from '../page-history.ts';
import { Picked } from '../picked.ts';
import type { Scene } from '../scatter/scene.ts';
import type { ViewState } from '../view-state.ts';
import { SelectionBar } from './selection-bar.ts';

/** The page around the selection. */
interface Surroundings {
  readonly scene: () => Scene | undefined;
  readonly state: () => ViewState;
  /** Takes over what was undone or redone. */
  readonly onRestore: (view: Partial<ViewState>) => void;
  /** The selection, or what can be undone, is another. */
  readonly onChange: () => void;
}

/** What is selected on the page, by whatever means, the bar and the line that tell of it, and the way back. */
export class Selecting {
  readonly picked = new Picked();
  readonly bar: SelectionBar;
  /** Says how many are selected, and of what; also to who hears the page. */
  readonly status = element('span', 'status-selection');
  readonly #host: Host;
  readonly #page: Surroundings;
  readonly #history = new PageHistory();
  /** Whether the host has told what was selected before the page was there. */
  #isTold = false;
  /** Images that were selected when they left the collection: undoing does not bring them back. */
  readonly #gone = new Set<string>();

  constructor(host: Host, page: Surroundings) {
    [this.#host, this.#page] = [host, page];
    this.status.role = 'status';
    this.bar = new SelectionBar(host.selectionActions, {
      onAct: (action) => host.post({ type: 'actOnSelection', action }),
      onFound: () =>
        this.pick(
          this.#shown(({ found }, row) => found?.[row] === 1),
          'replace',
        ),
      onInvert: () => this.invert(),
      onClear: () => this.clear(),
    });
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  /** Selects images here and for everybody who shows the folder. */
  pick(ids: Iterable<string>, mode: SelectMode): void {
    const after = selectedBy(this.picked.selected, ids, mode);
    if (after === this.picked.selected) return;
    this.undoably(() => this.#set(after));
    this.#page.onChange();
  }

  /** Everything that can be seen on the map. */
  all(): void {
    this.pick(this.#shown(), 'replace');
  }

  /** What can be seen and was not selected. */
  invert(): void {
    this.pick(
      this.#shown(({ selected }, row) => selected?.[row] !== 1),
      'replace',
    );
  }

  clear(): void {
    this.pick([], 'replace');
  }

  /** What can be seen of an entry of the legend. */
  pickEntry(by: ColourBy, key: string, mode: SelectMode): void {
    const scene = this.#page.scene();
    const categories = scene && categoriesOf(scene.map, scene.projection, by as Grouping);
    const group = categories?.keys.indexOf(key) ?? -1;
    if (categories === undefined || group === -1) return;
    this.pick(
      this.#shown((_, row) => categories.groupOf(row) === group),
      mode,
    );
  }

  /** The host tells what is selected, wherever that was done. */
  adopt(ids: readonly string[]): void {
    const before = this.picked.selected;
    const after = selectedBy(before, ids, 'replace');
    const onMap = new Set(this.#page.scene()?.map.images.ids);
    const left = [...before].filter((id) => !after.has(id));
    const hasComeBefore = this.#isTold;
    this.#isTold = true;
    if (after === before) return;
    const areGone = after.size + left.length === before.size && left.every((id) => !onMap.has(id));
    if (areGone) for (const id of left) this.#gone.add(id);
    const adopt = (): void => {
      this.picked.selected = after;
    };
    if (areGone || !hasComeBefore) adopt();
    else this.undoably(adopt);
    this.#page.onChange();
  }

  /**
   * Does something that can be undone, if it makes a difference.
   * @param movement Names a continuous movement, whose changes are undone at once.
   */
  undoably(act: () => void, movement?: string): void {
    const before = this.#current();
    act();
    this.#history.record(before, this.#current(), movement);
  }

  undo(): void {
    this.#restore(this.#history.undo(this.#current()));
  }

  redo(): void {
    this.#restore(this.#history.redo(this.#current()));
  }

  show(scene: Scene): void {
    const { size } = this.picked.selected;
    this.bar.show(size, scene.found !== undefined);
    const text = describeSelection(scene, size);
    // What is set again is said again.
    if (this.status.textContent !== text) this.status.textContent = this.status.title = text;
  }

  #restore(state: PageState | undefined): void {
    if (state === undefined) return;
    const onMap = new Set(this.#page.scene()?.map.images.ids);
    const isThere = (id: string): boolean => !this.#gone.has(id) || onMap.has(id);
    const selected = [...state.selected].every(isThere)
      ? state.selected
      : new Set([...state.selected].filter(isThere));
    if (selected !== this.picked.selected) this.#set(selected);
    this.#page.onRestore(state.view);
  }

  #set(selected: ReadonlySet<string>): void {
    this.picked.selected = selected;
    this.#host.post({ type: 'select', ids: [...selected] });
  }

  #current(): PageState {
    return { selected: this.picked.selected, view: undoableView(this.#page.state()) };
  }

  #shown(counts?: (scene: Scene, row: number) => boolean): readonly string[] {
    const scene = this.#page.scene();
    if (scene === undefined) return [];
    return shownIds(scene, counts && ((row) => counts(scene, row)));
  }
}
