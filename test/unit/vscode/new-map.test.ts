import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import type { MapFormStart } from '../../../src/core/project/map-form.ts';
import { methodTitle } from '../../../src/core/project/parameters.ts';
import type { ProjectRequest } from '../../../src/core/reports.ts';
import type { CommandContext } from '../../../src/vscode/commands/context.ts';
import { newMap } from '../../../src/vscode/commands/new-map.ts';
import type { FolderSession } from '../../../src/vscode/sessions/folder-session.ts';
import { TreeEntry } from '../../../src/vscode/tree/entries.ts';
import type { TreeNode } from '../../../src/vscode/tree/nodes.ts';
import { addImages, projection } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const { offered, answer } = vi.hoisted(() => ({
  offered: [] as string[],
  /** The label that the user picks. */
  answer: { label: undefined as string | undefined },
}));

vi.mock('vscode', () => ({
  workspace: {
    isTrusted: true,
    getConfiguration: () => ({ get: (_name: string, value: unknown) => value }),
  },
  window: {
    showQuickPick: (items: readonly { readonly label: string }[]) => {
      offered.push(...items.map(({ label }) => label));
      return Promise.resolve(items.find(({ label }) => label === answer.label));
    },
  },
  QuickPickItemKind: {},
}));

interface Bench {
  readonly context: CommandContext;
  readonly made: readonly ProjectRequest[];
  readonly opened: readonly (readonly [MapFormStart, boolean])[];
  readonly folder: object;
}

async function bench(): Promise<Bench> {
  const collection = new Collection(new MemoryStore());
  await addImages(collection, 'cat', ['a', 'b']);
  await collection.writeProjection({ ...projection('umap', ['a']), name: 'My Map' });
  await collection.writeProjection(projection('umap', ['a']));
  const [made, opened]: [ProjectRequest[], (readonly [MapFormStart, boolean])[]] = [[], []];
  const folder = { uri: { toString: () => 'file:///pets' } };
  const lexiclip = { project: (request: ProjectRequest) => made.push(request) };
  const run = (_title: string, work: (...given: unknown[]) => unknown): unknown => work(lexiclip, {});
  const session = { collection, folder, run } as unknown as FolderSession;
  const openMapForm = (start: MapFormStart, isFromTree: boolean): number => opened.push([start, isFromTree]);
  const context = {
    sessions: { choose: () => session, of: () => session, all: [session] },
    panels: { show: () => ({ openMapForm }), making: () => undefined },
  } as unknown as CommandContext;
  return { context, made, opened, folder };
}

beforeEach(() => {
  offered.length = 0;
  answer.label = undefined;
});

describe('from the palette', () => {
  it('asks for the method alone, and makes its usual map', async () => {
    const { context, made, opened } = await bench();
    answer.label = methodTitle('umap');
    await newMap(context);
    expect(offered).toEqual(['UMAP', 't-SNE', 'PCA', 'More Options…']);
    expect(made).toEqual([{ name: 'umap-2', method: 'umap', parameters: {}, seed: 42 }]);
    expect(opened).toEqual([]);
  });

  it('leads to the form', async () => {
    const { context, made, opened } = await bench();
    answer.label = 'More Options…';
    await newMap(context);
    expect(opened).toEqual([[expect.objectContaining({ method: 'umap', parameters: {} }), false]]);
    expect(made).toEqual([]);
  });

  it('does nothing where no method is picked', async () => {
    const { context, made, opened } = await bench();
    await newMap(context);
    expect([made, opened]).toEqual([[], []]);
  });
});

it('opens the form from the sidebar', async () => {
  const { context, opened, folder } = await bench();
  const node = { kind: 'projections', folder } as unknown as TreeNode;
  await newMap(context, new TreeEntry({ id: 'x', node, look: '', children: [] }));
  expect(offered).toEqual([]);
  expect(opened).toEqual([[expect.objectContaining({ taken: ['My Map', 'umap'] }), true]]);
});

describe('with arguments', () => {
  it('makes the map that they describe', async () => {
    const { context, made } = await bench();
    await newMap(context, { method: 'pca', parameters: { dimensions: 3 }, name: 'space', seed: 7 });
    await newMap(context, { method: 'tsne', folder: 'file:///pets' });
    await newMap(context, { method: 'umap', name: 'My Map' });
    expect(made).toEqual([
      { name: 'space', method: 'pca', parameters: { dimensions: 3 }, seed: 7 },
      { name: 'tsne', method: 'tsne', parameters: {}, seed: 42 },
      { name: 'My Map', method: 'umap', parameters: {}, seed: 42 },
    ]);
  });

  it.each([
    [{ method: 'imported' }, 'method'],
    [{ method: 'umap', name: '../x' }, 'name'],
    [{ method: 'umap', name: 'Mine' }, 'name'],
    [{ method: 'umap', seed: 0.5 }, 'seed'],
    [{ method: 'umap', parameters: { neighbors: 1 } }, 'neighbors'],
    [{ method: 'umap', parameters: [] }, 'parameters'],
  ])('refuses %j', async (given, argument) => {
    const { context, made } = await bench();
    expect(await failureOf(newMap(context, given))).toMatchObject({ kind: 'bad-argument', argument });
    expect(made).toEqual([]);
  });

  it('makes none in a folder that is not open', async () => {
    const { context, made } = await bench();
    await newMap(context, { method: 'umap', folder: 'file:///elsewhere' });
    expect(made).toEqual([]);
  });
});
