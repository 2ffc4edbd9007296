import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { writeClusters } from '../../../src/core/clusters/clusters-file.ts';
import { Collection } from '../../../src/core/collection/collection.ts';
import { collectionSnapshot } from '../../../src/core/explore/snapshot.ts';
import type { ClustersSnapshot, CollectionSnapshot } from '../../../src/core/reports.ts';
import { TreeEntries, type TreeEntry } from '../../../src/vscode/tree/entries.ts';
import { treeItem } from '../../../src/vscode/tree/items.ts';
import { wantedGroups } from '../../../src/vscode/tree/wanted.ts';
import { addImages, model, projection, storedClusters } from '../../fakes/collections.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

vi.mock('vscode', () => ({
  ThemeIcon: vi.fn(),
  ThemeColor: vi.fn(),
  TreeItem: class {
    readonly label: string;
    constructor(label: string) {
      this.label = label;
    }
  },
  TreeItemCollapsibleState: {},
}));

const folder = { name: 'drawings', index: 0, uri: 'file:///drawings' } as unknown as vscode.WorkspaceFolder;

let store: MemoryStore;
let collection: Collection;

beforeEach(async () => {
  store = new MemoryStore();
  collection = new Collection(store);
  await addImages(collection, 'cat', ['a', 'b', 'c']);
  await collection.writeProjection(projection('umap', ['a', 'b', 'c']));
  const clusters = storedClusters({ small: ['c'], 'large ones': ['a', 'b', 'gone'] });
  await writeClusters(collection, model.id, clusters);
});

async function snapshot(): Promise<CollectionSnapshot> {
  const found = await collectionSnapshot(collection, await collection.view());
  if (found === undefined) throw new Error('there is a collection');
  return found;
}

async function rows(): Promise<TreeEntries> {
  const entries = new TreeEntries();
  entries.update(wantedGroups(folder, await snapshot()));
  return entries;
}

function group(entries: TreeEntries): TreeEntry | undefined {
  return entries.roots.find(({ node }) => node.kind === 'clusters');
}

function below(entries: TreeEntries, entry: TreeEntry | undefined): readonly TreeEntry[] {
  return entry === undefined ? [] : entries.childrenOf(entry);
}

/** What is below a row, all of it opened, as people read it. */
function read(entries: TreeEntries, entry: TreeEntry | undefined): unknown[] {
  return below(entries, entry).map((one) => {
    const { label, description } = treeItem(one);
    return [label, description, ...read(entries, one)];
  });
}

describe('the clusters of a collection in the tree', () => {
  it('are listed with those within them, and with the images that the collection has', async () => {
    const entries = await rows();
    expect(read(entries, group(entries))).toEqual([
      [
        'all',
        '3 images',
        ['large ones', '2 images', ['a cat', undefined], ['a cat', undefined]],
        ['small', '1 image', ['a cat', undefined]],
      ],
    ]);
  });

  it('begin with the middle level where there is one', async () => {
    const { levels, ...rest } = storedClusters({ one: ['a'], two: ['b'] });
    const all = levels.map((level) =>
      level.name === 'coarse' ? { ...level, name: 'middle' as const } : level,
    );
    const whole = { id: 'w', name: 'whole', suggested: 'whole', size: 2, medoid: 'a' };
    const coarse = { name: 'coarse' as const, resolution: 1, clusters: [whole] };
    await writeClusters(collection, model.id, { ...rest, levels: [coarse, ...all] });
    expect((await snapshot()).clusters?.levels.map(({ name }) => name)).toEqual(['middle', 'fine']);
  });

  it('show images whose prompt file opens as anywhere else', async () => {
    const { clusters } = await snapshot();
    expect(clusters?.images('fine-1')).toEqual([
      { id: 'c', prompt: 'a cat', path: 'concepts/cat/c.json', concept: 'cat' },
    ]);
  });

  it('are of the newest map’s vectors', async () => {
    const other = { ...model, id: 'other' };
    const newer = { ...projection('pca', ['a']), model: other, createdAt: '2027-01-01T00:00:00.000Z' };
    await collection.writeProjection(newer);
    expect((await snapshot()).clusters).toBeUndefined();
    await writeClusters(collection, 'other', storedClusters({ x: ['a'] }));
    expect((await snapshot()).clusters?.vectors).toBe('other');
  });

  it('are no group where there are none, or their file is damaged, which is a problem', async () => {
    const path = `clusters/${model.id}.json`;
    await store.write(path, '{"formatVersion": 1');
    const damaged = await rows();
    expect(group(damaged)).toBeUndefined();
    expect((await snapshot()).problems.map((problem) => problem.path)).toEqual([path]);
    await store.remove(path);
    expect(group(await rows())).toBeUndefined();
    expect((await snapshot()).problems).toEqual([]);
  });

  it('make no row before they are opened, and are brought up to date where they are', async () => {
    const images = vi.fn<ClustersSnapshot['images']>();
    const { clusters, ...rest } = await snapshot();
    if (clusters === undefined) throw new Error('there are clusters');
    images.mockImplementation((id) => clusters.images(id));
    const entries = new TreeEntries();
    entries.update(wantedGroups(folder, { ...rest, clusters: { ...clusters, images } }));
    const [whole] = below(entries, group(entries));
    const [large] = below(entries, whole);
    expect(images).not.toHaveBeenCalled();
    expect(below(entries, large)).toHaveLength(2);
    const renamed = { ...clusters, levels: structuredClone(clusters.levels) };
    Object.assign(renamed.levels[1]?.clusters[1] ?? {}, { name: 'Huge' });
    const redraw = entries.update(wantedGroups(folder, { ...rest, clusters: renamed }));
    expect(redraw).toEqual([large]);
    expect(large && treeItem(large)).toMatchObject({
      label: 'Huge',
      tooltip: 'Huge: 2 images, level fine\nSuggested name: large ones',
      contextValue: 'cluster',
    });
  });

  it('of very many images are ranges', async () => {
    const { clusters, ...rest } = await snapshot();
    if (clusters === undefined) throw new Error('there are clusters');
    const many = Array.from({ length: 2500 }, (_, at) => ({
      id: `i${at}`,
      prompt: '',
      path: '',
      concept: '',
    }));
    const entries = new TreeEntries();
    entries.update(wantedGroups(folder, { ...rest, clusters: { ...clusters, images: () => many } }));
    const [whole] = below(entries, group(entries));
    const [large] = below(entries, whole);
    const ranges = below(entries, large);
    expect(ranges.map((one) => treeItem(one).label)).toEqual(['1 – 1000', '1001 – 2000', '2001 – 2500']);
    expect(ranges.flatMap((one) => entries.childrenOf(one))).toHaveLength(2500);
  });

  it('are plain text, whatever a file calls them, and no two rows are one', async () => {
    const hostile = '$(check) [x](command:y)\n\u202ez';
    const clusters = storedClusters({ [hostile]: ['a', '\ud800'], two: ['b'], three: ['c'] });
    // One is called as its image is, two are called the same.
    const ids = ['a', 'x', 'x'];
    const [coarse, fine] = clusters.levels;
    if (coarse === undefined || fine === undefined) throw new Error('there are two levels');
    const edited = fine.clusters.map((one, at) => ({ ...one, id: ids[at] ?? '' }));
    await writeClusters(collection, model.id, {
      ...clusters,
      levels: [coarse, { ...fine, clusters: edited }],
    });
    collection = new Collection(store);
    const entries = await rows();
    const labels = JSON.stringify(read(entries, group(entries)));
    expect(labels).toContain('$ (check) [x] (command:y) z');
    expect(labels).toContain('a cat');
    expect(labels).toContain('two');
    expect(labels).not.toContain('three');
  });
});
