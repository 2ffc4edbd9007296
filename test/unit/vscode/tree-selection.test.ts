import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import type { ClustersSnapshot } from '../../../src/core/reports.ts';
import { FolderSelection } from '../../../src/vscode/sessions/folder-selection.ts';
import type { FolderSession } from '../../../src/vscode/sessions/folder-session.ts';
import type { FolderSessions } from '../../../src/vscode/sessions/folder-sessions.ts';
import { TreeEntry } from '../../../src/vscode/tree/entries.ts';
import type { TreeNode } from '../../../src/vscode/tree/nodes.ts';
import { imagesOfRows } from '../../../src/vscode/tree/row-images.ts';
import { TreeSelection } from '../../../src/vscode/tree/tree-selection.ts';

const folderOf = (name: string): vscode.WorkspaceFolder =>
  ({ name, uri: { toString: () => `file:///${name}` } }) as unknown as vscode.WorkspaceFolder;
const [folder, other] = [folderOf('drawings'), folderOf('photographs')];

const row = (node: TreeNode): TreeEntry => new TreeEntry({ id: '', node, look: '', children: [] });
const prompt = (id: string, of = folder): TreeEntry =>
  row({ kind: 'prompt', folder: of, concept: 'cat', prompt: { id, prompt: id, path: `${id}.json` } });
const concept = (...ids: readonly string[]): TreeEntry =>
  row({
    kind: 'concept',
    folder,
    concept: {
      name: 'cat',
      slug: 'cat',
      path: 'cat/concept.json',
      query: 'cat',
      source: 'sample',
      requested: ids.length,
      fetchedAt: '',
      missing: [],
      images: ids.map((id) => ({ id, prompt: id })),
    },
  });

const clustered: Readonly<Record<string, readonly string[]>> = { c2: ['a', 'b'], c3: ['c'], c4: ['d'] };
const cluster = (id: string, parent?: string): ClustersSnapshot['levels'][number]['clusters'][number] => ({
  id,
  name: id,
  suggested: id,
  size: 1,
  medoid: 'a',
  ...(parent === undefined ? {} : { parent }),
});
const clusters: ClustersSnapshot = {
  vectors: 'm',
  levels: [
    { name: 'middle', clusters: [cluster('c0'), cluster('c1')] },
    { name: 'fine', clusters: [cluster('c2', 'c0'), cluster('c3', 'c0'), cluster('c4', 'c1')] },
  ],
  images: (id) =>
    (clustered[id] ?? []).map((image) => ({
      id: image,
      prompt: image,
      concept: 'cat',
      path: '',
    })),
};
const clusterRow = (id: string, level: 'middle' | 'fine'): TreeEntry =>
  row({ kind: 'cluster', folder, cluster: { ...cluster(id), vectors: 'm', level } });

const changed = vi.fn();
let session: FolderSession;
let tree: TreeSelection;

beforeEach(() => {
  changed.mockClear();
  const selection = new FolderSelection(changed);
  session = { folder, selection, snapshot: () => Promise.resolve({ clusters }) } as unknown as FolderSession;
  const sessions = { all: [session] } as unknown as FolderSessions;
  tree = new TreeSelection(sessions, { debug: vi.fn() } as unknown as ConstructorParameters<
    typeof TreeSelection
  >[1]);
});

describe('rows of the tree', () => {
  it('stand for images of their folder, each once', async () => {
    const rows = [prompt('a'), prompt('x', other), concept('b', 'a', 'c')];
    expect(await imagesOfRows(session, rows)).toEqual(['a', 'b', 'c']);
  });

  it('of clusters stand for what lies in them, at any level', async () => {
    expect(await imagesOfRows(session, [clusterRow('c0', 'middle')])).toEqual(['a', 'b', 'c']);
    expect(await imagesOfRows(session, [clusterRow('c4', 'fine')])).toEqual(['d']);
  });
});

describe('what is selected in the tree', () => {
  it('is the folder’s selection, when it is more than one row', async () => {
    await tree.follow([prompt('a'), prompt('b')]);
    expect(session.selection.ids).toEqual(['a', 'b']);
    await tree.follow([prompt('a'), prompt('b'), prompt('c')]);
    expect(session.selection.ids).toEqual(['a', 'b', 'c']);
  });

  it('costs nobody what was selected elsewhere, when a row is clicked', async () => {
    session.selection.select(['x', 'y']);
    await tree.follow([prompt('a')]);
    expect(session.selection.ids).toEqual(['x', 'y']);
    await tree.follow([prompt('a'), prompt('b')]);
    session.selection.select(['z']);
    await tree.follow([prompt('b')]);
    expect(session.selection.ids).toEqual(['z']);
  });

  it('is let go with its rows', async () => {
    await tree.follow([prompt('a'), prompt('b')]);
    await tree.follow([prompt('b')]);
    expect(session.selection.ids).toEqual([]);
  });

  it('is what was selected last, however long a reading takes', async () => {
    const slow = tree.follow([clusterRow('c0', 'middle'), prompt('d')]);
    await tree.follow([prompt('a'), prompt('b')]);
    await slow;
    expect(session.selection.ids).toEqual(['a', 'b']);
  });
});

it('forgets images that have left the collection', () => {
  session.selection.select(['a', 'b', 'c']);
  changed.mockClear();
  session.selection.forget(() => true);
  expect(changed).not.toHaveBeenCalled();
  session.selection.forget((id) => id !== 'b');
  expect(session.selection.ids).toEqual(['a', 'c']);
  expect(changed).toHaveBeenCalledExactlyOnceWith('selection');
});
