import { expect, it } from 'vitest';
import { parseFromPage } from '../../../src/vscode/explorer/messages.ts';

it.each([
  [{ type: 'stopLiveLayout' }],
  [{ type: 'changeLiveLayout', parameters: { neighbors: 5, metric: 'cosine' } }],
  [{ type: 'openPrompt', id: 'a', pin: false }],
  [{ type: 'askDetails', id: 'a', projection: 'umap' }],
  [{ type: 'act', action: 'openImage', id: 'a' }],
  [{ type: 'askCompared', id: 'a' }],
  [{ type: 'comparePrompts', ids: ['a', 'b'] }],
  [{ type: 'run', action: 'continue' }],
  [{ type: 'run', action: 'update', projection: 'umap' }],
])('takes %j', (message) => expect(parseFromPage(message)).toEqual(message));

it.each([
  [{ type: 'changeLiveLayout' }],
  [{ type: 'changeLiveLayout', parameters: { neighbors: NaN } }],
  [{ type: 'changeLiveLayout', parameters: { neighbors: [5] } }],
  [{ type: 'changeLiveLayout', parameters: { neighbors: null } }],
  [{ type: 'changeLiveLayout', parameters: 5 }],
  [{ type: 'liveLayout', liveLayout: null }],
  [{ type: 'run', action: 'workbench.action.closeWindow' }],
  [{ type: 'act', action: 'workbench.action.closeWindow', id: 'a' }],
  [{ type: 'askDetails', id: 'a' }],
  [{ type: 'askCompared' }],
  [{ type: 'comparePrompts', ids: ['a', 'b', 'c'] }],
  [{ type: 'comparePrompts', ids: 'ab' }],
  [{ type: 'run', action: 'update', projection: 5 }],
  ['stopLiveLayout'],
  [null],
])('takes no notice of %j', (message) => expect(parseFromPage(message)).toBeUndefined());
