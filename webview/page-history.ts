import { History } from '../src/core/explore/history.ts';
import type { ViewState } from './view-state.ts';

/** What can be undone: which images are selected, and how the map is looked at. */
export interface PageState {
  readonly selected: ReadonlySet<string>;
  readonly view: UndoableView;
}

const undoable = [
  'projection',
  'hidden',
  'leavesOutHidden',
  'viewports',
  'rotations',
  'colourBy',
  'showsLabels',
  'pictures',
] as const satisfies readonly (keyof ViewState)[];

type UndoableView = Pick<ViewState, (typeof undoable)[number]>;

const MOST_STEPS = 100;
/** Ids in all states together: some ten megabytes. */
const MOST_IDS = 500_000;

/** The history of a page: one for selection, view and filters, as people remember what they did. */
export class PageHistory {
  readonly #history = new History<PageState>({
    most: MOST_STEPS,
    heaviest: MOST_IDS,
    weigh: ({ selected }, next) => (selected === next.selected ? 0 : selected.size),
  });

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  /** @param movement Names a continuous movement, whose changes are one step. */
  record(before: PageState, after: PageState, movement?: string): void {
    if (before.selected === after.selected && isSameView(before.view, after.view)) return;
    this.#history.record(before, after, movement, performance.now());
  }

  undo(current: PageState): PageState | undefined {
    return this.#history.undo(current);
  }

  redo(current: PageState): PageState | undefined {
    return this.#history.redo(current);
  }
}

/** What of a page's state can be undone; what is not kept is named, too, so that it replaces what is. */
export function undoableView(state: ViewState): UndoableView {
  const view: Partial<Record<keyof UndoableView, unknown>> = {};
  for (const name of undoable) view[name] = state[name];
  return view as UndoableView;
}

function isSameView(a: UndoableView, b: UndoableView): boolean {
  return undoable.every((name) => a[name] === b[name] || JSON.stringify(a[name]) === JSON.stringify(b[name]));
}
