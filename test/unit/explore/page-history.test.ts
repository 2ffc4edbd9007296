import { expect, it } from 'vitest';
import { PageHistory, undoableView, type PageState } from '../../../webview/page-history.ts';
import type { ViewState } from '../../../webview/view-state.ts';

const fresh: ViewState = { version: 1, viewports: {} };
const near = { centreX: 0, centreY: 0, scale: 1 };
const none: ReadonlySet<string> = new Set();

const stateOf = (view: ViewState, selected = none): PageState => ({ selected, view: undoableView(view) });

it('goes back through selections, views and filters, and names what was not kept', () => {
  const history = new PageHistory();
  const first = stateOf(fresh);
  const filtered = stateOf({ ...fresh, hidden: { concept: ['cat'] } });
  const selected = { ...filtered, selected: new Set(['a']) };
  history.record(first, filtered);
  history.record(filtered, selected);
  expect(history.undo(selected)).toBe(filtered);
  const before = history.undo(filtered)?.view;
  // It is laid over what there is: what is left out would stay.
  expect(before).toHaveProperty('hidden', undefined);
  expect(before).not.toHaveProperty('hidesImagePanel');
  expect(history.redo(first)).toBe(filtered);
});

it('takes no notice of what makes no difference', () => {
  const history = new PageHistory();
  const look = (scale: number): PageState => stateOf({ ...fresh, viewports: { umap: { ...near, scale } } });
  history.record(look(1), look(1));
  history.record(stateOf(fresh), stateOf({ ...fresh, hidesImagePanel: true }));
  expect(history.canUndo).toBe(false);
  history.record(look(1), look(2), 'viewport');
  history.record(look(2), look(3), 'viewport');
  expect(history.undo(look(3))).toEqual(look(1));
});
