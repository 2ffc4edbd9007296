import { expect, it } from 'vitest';
import { parseFromPage } from '../../../src/vscode/explorer/messages.ts';

it.each([
  [{ type: 'stopForming' }],
  [{ type: 'changeForming', parameters: { neighbors: 5, metric: 'cosine' } }],
  [{ type: 'openPrompt', id: 'a', pin: false }],
  [{ type: 'run', action: 'continue' }],
  [{ type: 'run', action: 'update', projection: 'umap' }],
])('takes %j', (message) => {
  expect(parseFromPage(message)).toEqual(message);
});

it.each([
  [{ type: 'changeForming' }],
  [{ type: 'changeForming', parameters: { neighbors: NaN } }],
  [{ type: 'changeForming', parameters: { neighbors: [5] } }],
  [{ type: 'changeForming', parameters: { neighbors: null } }],
  [{ type: 'changeForming', parameters: 5 }],
  [{ type: 'forming', forming: null }],
  [{ type: 'run', action: 'workbench.action.closeWindow' }],
  [{ type: 'run', action: 'update', projection: 5 }],
  ['stopForming'],
  [null],
])('takes no notice of %j', (message) => {
  expect(parseFromPage(message)).toBeUndefined();
});
