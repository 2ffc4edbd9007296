import { expect, it } from 'vitest';
import { parseFromPage } from '../../../src/vscode/explorer/messages.ts';

it.each([
  [{ type: 'stopLiveLayout' }],
  [{ type: 'changeLiveLayout', parameters: { neighbors: 5, metric: 'cosine' } }],
  [{ type: 'openPrompt', id: 'a', pin: false }],
  [{ type: 'askDetails', id: 'a', projection: 'umap' }],
  [{ type: 'act', action: 'openImage', id: 'a' }],
  [{ type: 'askFindings', kind: 'outliers' }],
  [{ type: 'askFindings', kind: 'duplicates', similarity: 0.9 }],
  [{ type: 'keepers', going: ['a'], how: 'trash' }],
  [{ type: 'actOnFinding', action: 'move', id: 'a', concept: 'pear' }],
  [{ type: 'select', ids: ['a', 'b'] }],
  [{ type: 'actOnSelection', action: 'copyPrompts' }],
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
  [{ type: 'askFindings', kind: 'clusters' }],
  [{ type: 'askFindings', kind: 'duplicates', similarity: 2 }],
  [{ type: 'keepers', going: ['a'], how: 'delete' }],
  [{ type: 'actOnFinding', action: 'trash', id: 'a' }],
  [{ type: 'run', action: 'workbench.action.closeWindow' }],
  [{ type: 'act', action: 'workbench.action.closeWindow', id: 'a' }],
  [{ type: 'select', ids: [5] }],
  [{ type: 'actOnSelection', action: 'deleteEverything' }],
  [{ type: 'askDetails', id: 'a' }],
  [{ type: 'askCompared' }],
  [{ type: 'comparePrompts', ids: ['a', 'b', 'c'] }],
  [{ type: 'comparePrompts', ids: 'ab' }],
  [{ type: 'run', action: 'update', projection: 5 }],
  ['stopLiveLayout'],
  [null],
])('takes no notice of %j', (message) => expect(parseFromPage(message)).toBeUndefined());
