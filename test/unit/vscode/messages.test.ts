import { expect, it } from 'vitest';
import { parseFromPage } from '../../../src/vscode/explorer/messages.ts';

it.each([
  [{ type: 'stopLiveLayout' }],
  [{ type: 'changeLiveLayout', parameters: { neighbors: 5, metric: 'cosine' } }],
  [{ type: 'openPrompt', id: 'a', pin: false }],
  [{ type: 'askDetails', id: 'a', projection: 'umap' }],
  [{ type: 'act', action: 'openImage', id: 'a' }],
  [{ type: 'run', action: 'continue' }],
  [{ type: 'search', query: 'a cat', mode: 'words', number: 3 }],
  [{ type: 'dropImage', name: 'a.png', bytes: Uint8Array.of(1, 2) }],
  [{ type: 'searchWay', way: 'trust' }],
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
  [{ type: 'search', query: 'a'.repeat(10_001), mode: 'words', number: 3 }],
  [{ type: 'search', query: 'a', mode: 'regex', number: 3 }],
  [{ type: 'dropImage', name: 'a.png', bytes: [1, 2] }],
  [{ type: 'searchWay', way: 'workbench.action.closeWindow' }],
  [{ type: 'act', action: 'workbench.action.closeWindow', id: 'a' }],
  [{ type: 'askDetails', id: 'a' }],
  [{ type: 'run', action: 'update', projection: 5 }],
  ['stopLiveLayout'],
  [null],
])('takes no notice of %j', (message) => expect(parseFromPage(message)).toBeUndefined());
