import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import { KeptColumns } from '../../../src/core/explore/kept-columns.ts';
import { explorerMap } from '../../../src/core/explore/view-model.ts';
import type { ToPage } from '../../../src/protocol/explorer.ts';
import { ShownCollection } from '../../../src/vscode/explorer/shown-collection.ts';
import { FolderSelection } from '../../../src/vscode/sessions/folder-selection.ts';
import type { FolderSession } from '../../../src/vscode/sessions/folder-session.ts';
import type { LiveLayout } from '../../../src/vscode/sessions/live-layout.ts';
import { addImages, projection } from '../../fakes/collections.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

let collection: Collection;
let selection: FolderSelection;
let layout: LiveLayout | undefined;
let failure: Error | undefined;
let told: ToPage[];
let shown: ShownCollection;

beforeEach(async () => {
  collection = new Collection(new MemoryStore());
  await addImages(collection, 'cat', ['a', 'b', 'c']);
  selection = new FolderSelection(() => undefined);
  [layout, failure, told] = [undefined, undefined, []];
  const kept = new KeptColumns();
  const session = {
    selection,
    layoutIn: () => layout,
    state: () => Promise.resolve({ kind: 'mapped' }),
    map: async (addresses: { thumbnails: string; sheets: string }) => {
      if (failure !== undefined) throw failure;
      const options = { title: 'x', visible: { nsfw: true, grids: true }, kept, ...addresses };
      return explorerMap(collection, await collection.view(), options);
    },
  } as unknown as FolderSession;
  shown = new ShownCollection(session, undefined, {
    addressOf: (folder) => `page:${folder}`,
    post: (message) => {
      told.push(message);
      return Promise.resolve();
    },
  });
});

const typesTold = (): readonly string[] => told.splice(0).map(({ type }) => type);
const withMap = (): Promise<void> => collection.writeProjection(projection('umap', ['a', 'b']));

describe('what a page is told of its folder', () => {
  it('is how far the collection is, then its maps, what is selected and what was found', async () => {
    await withMap();
    selection.select(['a']);
    selection.show({ ids: ['b'], scores: [1], title: 'b' } as never);
    await shown.begin('umap');
    expect(told[1]).toMatchObject({ type: 'map', show: 'umap' });
    expect(typesTold()).toEqual(['state', 'map', 'hits', 'select', 'hits']);
  });

  it('is that there is no map, and then the first', async () => {
    await shown.begin(undefined);
    expect(typesTold()).toEqual(['state', 'empty', 'select']);
    await withMap();
    await shown.tell();
    expect(told[1]).toMatchObject({ type: 'map', change: { thumbnails: 'page:cache/thumbnails' } });
  });

  it('is only what has changed since', async () => {
    await withMap();
    await shown.begin(undefined);
    told.length = 0;
    await collection.writeProjection(projection('tsne', ['a', 'b']));
    await shown.tell();
    const [, map] = told;
    expect(map).toMatchObject({ type: 'map' });
    expect((map as { change: object }).change).not.toHaveProperty('images');
  });

  it('is what is wrong, and everything again when it is right', async () => {
    await withMap();
    await shown.begin(undefined);
    told.length = 0;
    failure = new Error('gone');
    await shown.tell();
    expect(told).toMatchObject([{ type: 'problem', ways: [] }]);
    failure = undefined;
    told.length = 0;
    await shown.tell();
    expect((told[1] as { change: object }).change).toHaveProperty('images');
  });

  it('is not the selection that it made itself', async () => {
    await shown.begin(undefined);
    told.length = 0;
    shown.adoptSelection(['a', 'b']);
    await shown.tellSelection();
    expect(told).toEqual([]);
    expect(selection.ids).toEqual(['a', 'b']);
    selection.select(['c']);
    await shown.tellSelection();
    expect(told).toEqual([{ type: 'select', ids: ['c'] }]);
  });

  it('is nothing while it is hidden', async () => {
    await withMap();
    await shown.begin(undefined);
    shown.end();
    told.length = 0;
    selection.select(['a']);
    await shown.tellSelection();
    await shown.tellHits();
    shown.tellFrame();
    expect(told).toEqual([]);
  });

  it('is frames of what forms, of nothing else', async () => {
    await withMap();
    await shown.begin(undefined);
    told.length = 0;
    const frame = { coordinates: Float32Array.of(0, 0), dimensions: 2, done: 1, total: 2 };
    layout = { map: { name: 'umap' }, frame } as unknown as LiveLayout;
    shown.tellFrame();
    expect(told).toEqual([]);
    await shown.tellLayout();
    expect(typesTold()).toEqual(['liveLayout', 'frame']);
    layout = { map: { name: 'tsne' }, frame } as unknown as LiveLayout;
    shown.tellFrame();
    expect(told).toEqual([]);
    layout = undefined;
    await shown.tellLayout();
    expect(told).toEqual([{ type: 'liveLayout', liveLayout: null }]);
  });
});

vi.mock('vscode', () => ({}));
