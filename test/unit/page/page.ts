import type { ExplorerMap } from '../../../src/core/explore/map.ts';
import { imageActions, type FromPage } from '../../../src/protocol/explorer.ts';
import { selectionActionNames } from '../../../src/protocol/selection-actions.ts';
import type { Host } from '../../../webview/host.ts';

/** Six images of two concepts on two maps. */
export function mapOf(): ExplorerMap {
  const ids = ['cat1', 'cat2', 'cat3', 'dog1', 'dog2', 'dog3'];
  const projection = {
    method: 'umap',
    parameters: {},
    seed: 1,
    createdAt: '2026-01-02T03:04:05.000Z',
  } as const;
  const xy = Float32Array.of(0, 0, 1, 0, 0, 1, 8, 8, 9, 8, 8, 9);
  const model = { id: 'clip', label: 'CLIP', standIn: false };
  const quality = { k: 2, trustworthiness: 0.98, continuity: 0.97, neighboursKept: 0.4 };
  const device = { provider: 'CPU', reason: 'as the settings say' };
  const whole = { ...projection, xy, distortion: new Float32Array(6), quality, model, device };
  return {
    title: 'pets',
    concepts: ['cat', 'dog'],
    images: {
      ids,
      concepts: Uint32Array.of(0, 0, 0, 1, 1, 1),
      flags: new Uint8Array(6),
      thumbnailNames: [],
      fields: [],
    },
    projections: [
      { name: 'umap', title: 'UMAP', ...whole },
      { name: 'tsne', title: 't-SNE', ...whole, method: 'tsne' },
    ],
    leftOut: { nsfw: 0, grids: 0 },
    thumbnails: '',
    clusters: [],
    sheets: '',
  };
}

/** The editor, as the page sees it: it keeps what it is told. */
export class EditorDouble {
  readonly posted: FromPage[] = [];
  /** What the page wants to know when it is opened again. */
  state: unknown;

  constructor(state: unknown) {
    this.state = state;
  }

  readonly host: Host = {
    post: (message) => void this.posted.push(message),
    listen: () => undefined,
    loadState: () => this.state,
    saveState: (state) => {
      this.state = state;
    },
    thumbnail: () => undefined,
    sheet: () => undefined,
    prompt: ({ images }, row) => Promise.resolve(`a picture of ${images.ids[row] ?? ''}`),
    details: () => Promise.resolve(null),
    picture: () => Promise.resolve(null),
    compared: () => Promise.resolve(null),
    comparesInEditor: true,
    copy: () => Promise.resolve(),
    actions: imageActions,
    canFind: true,
    canCurate: true,
    makesMaps: true,
    ranks: true,
    selectionActions: selectionActionNames,
  };
}
