import path from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import manifest from '../../../package.json' with { type: 'json' };
import { Collection } from '../../../src/core/collection/collection.ts';
import { explorerMap } from '../../../src/core/explore/view-model.ts';
import type { ExplorerPanels } from '../../../src/vscode/explorer/panels.ts';
import { MAP_EDITOR_VIEW_TYPE, MOVED_VIEW_TYPE } from '../../../src/vscode/explorer/view-type.ts';
import { FileScope } from '../../../src/vscode/map-files/file-scope.ts';
import { committedUri, versionLabel } from '../../../src/vscode/map-files/git.ts';
import { MapEditor } from '../../../src/vscode/map-files/map-editor.ts';
import { mapFileOf, type MapFile } from '../../../src/vscode/map-files/map-file.ts';
import { VersionsScope } from '../../../src/vscode/map-files/versions-scope.ts';
import type { FolderSession } from '../../../src/vscode/sessions/folder-session.ts';
import type { FolderSessions } from '../../../src/vscode/sessions/folder-sessions.ts';
import { addImages, projection } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const { Uri, extensions, executed } = await vi.hoisted(async () => {
  const { FakeUri } = await import('../../fakes/vscode-uri.ts');
  const extensions: { git: unknown } = { git: undefined };
  return { Uri: FakeUri, extensions, executed: [] as unknown[][] };
});

vi.mock('vscode', () => ({
  Uri,
  extensions: { getExtension: () => extensions.git },
  workspace: {
    // The innermost folder of the window that holds a file.
    getWorkspaceFolder: ({ path: file }: { path: string }) =>
      file.startsWith('/work/') ? { uri: Uri.file('/work'), name: 'work' } : undefined,
  },
  commands: {
    executeCommand: (...given: unknown[]) => {
      executed.push(given);
      return Promise.resolve();
    },
  },
  window: { tabGroups: { activeTabGroup: {}, all: [] } },
  TabInputWebview: vi.fn(),
  TabInputCustom: vi.fn(),
  ViewColumn: { Active: -1, Beside: -2 },
}));

const uri = (file: string, scheme = 'file', query = ''): vscode.Uri =>
  new Uri(scheme, file, query) as unknown as vscode.Uri;
const at = (ref: string): vscode.Uri =>
  uri('/work/.lexiclip/projections/umap.json', 'git', JSON.stringify({ path: '', ref }));

let store: MemoryStore;
let collection: Collection;
let session: FolderSession;
let sessions: FolderSessions;
let file: MapFile;

beforeEach(async () => {
  executed.length = 0;
  extensions.git = undefined;
  store = new MemoryStore();
  collection = new Collection(store);
  await addImages(collection, 'cat', ['a', 'b']);
  await collection.writeProjection(projection('umap', ['a', 'b']));
  await collection.writeProjection(projection('pca', ['a', 'b']));
  session = {
    collection,
    layout: undefined,
    pathOf: ({ fsPath }: vscode.Uri) => path.posix.relative('/work/.lexiclip', fsPath),
    uri: (inside: string) => uri(`/work/.lexiclip/${inside}`),
  } as unknown as FolderSession;
  sessions = { of: () => session, installation: uri('/extension') } as unknown as FolderSessions;
  file = { session, path: 'projections/umap.json' };
});

it('knows the maps of the window’s collections by their files', () => {
  const pathOf = (given: vscode.Uri): string | undefined => mapFileOf(sessions, given)?.path;
  expect(pathOf(uri('/work/.lexiclip/projections/umap.json'))).toBe('projections/umap.json');
  expect(pathOf(at('HEAD'))).toBe('projections/umap.json');
  for (const other of [
    '/elsewhere/.lexiclip/projections/umap.json',
    '/work/sub/.lexiclip/projections/umap.json',
    '/work/.lexiclip/projections/deeper/umap.json',
    '/work/.lexiclip/projections/umap.txt',
    '/work/.lexiclip/collection.json',
    '/work/projections/umap.json',
  ])
    expect(pathOf(uri(other))).toBeUndefined();
});

it('calls versions as git does', () => {
  expect(versionLabel(at('HEAD'))).toBe('HEAD');
  expect([versionLabel(at('')), versionLabel(at('~'))]).toEqual(['Index', 'Index']);
  expect(versionLabel(at('0123456789abcdef0123456789abcdef01234567'))).toBe('01234567');
  expect(versionLabel(at('$(flame) [x](command:y)'))).not.toMatch(/\$\(|\]\(/);
  expect(versionLabel(uri('/work/x', 'git', '{'))).toBe('Earlier');
  expect(versionLabel(uri('/work/x', 'vscode-local-history', '{"ref":"HEAD"}'))).toBe('Earlier');
});

it('asks git for the last commit, and says why where it cannot', async () => {
  const present = uri('/work/.lexiclip/projections/umap.json');
  expect(await failureOf(committedUri(present))).toMatchObject({ kind: 'no-git' });
  const asked: unknown[] = [];
  const api = {
    toGitUri: (given: unknown, ref: string) => {
      asked.push([given, ref]);
      return at(ref);
    },
  };
  extensions.git = { activate: () => Promise.resolve({ getAPI: () => api }) };
  expect(await committedUri(present)).toEqual(at('HEAD'));
  expect(asked).toEqual([[present, 'HEAD']]);
  const off = (): never => {
    throw new Error('Git model not found');
  };
  extensions.git = { activate: () => Promise.resolve({ getAPI: off }) };
  expect(await failureOf(committedUri(present))).toEqual({ kind: 'no-git', detail: 'Git model not found' });
});

const panel = (): vscode.WebviewPanel & { disposed: number } => {
  const made = { viewColumn: 2, disposed: 0, dispose: () => made.disposed++ };
  return made as unknown as vscode.WebviewPanel & { disposed: number };
};

it('shows the one map of a file, whatever else the collection has', async () => {
  const scope = new FileScope(file, panel());
  expect((await scope.maps()).map(({ name }) => name)).toEqual(['umap']);
  expect([scope.includes('umap'), scope.includes('pca')]).toEqual([true, false]);
});

it('says what is wrong with a damaged file, and opens it as text in its place', async () => {
  await store.write(file.path, '{\n<<<<<<< ours\n  "name": "umap"\n');
  const shown = panel();
  const scope = new FileScope(file, shown);
  const error = await scope.maps().catch((failure: unknown) => failure);
  expect(error).toMatchObject({ failure: { kind: 'damaged-map', detail: /^line 2 has a conflict marker/ } });
  expect(scope.ways(error)).toEqual(['openText', 'recompute']);
  await scope.go('openText');
  expect(executed).toEqual([
    ['vscode.openWith', session.uri(file.path), 'default', { viewColumn: 2, preview: true }],
  ]);
  expect(shown.disposed).toBe(1);
});

it('says that a map is gone, unless it is being laid out at this moment', async () => {
  await store.remove(file.path);
  const scope = new FileScope(file, panel());
  const error = await scope.maps().catch((failure: unknown) => failure);
  expect(error).toMatchObject({ failure: { kind: 'no-such-map', name: 'umap' } });
  expect(scope.ways(error)).toEqual([]);
  Object.assign(session, { layout: { map: { name: 'pca' } } });
  await expect(scope.maps()).rejects.toThrow('no-such-map');
  Object.assign(session, { layout: { map: { name: 'umap' } } });
  expect(await scope.maps()).toEqual([]);
});

it('shows two versions beside each other, of which only the present one follows its file', async () => {
  const before = await collection.readProjection('umap');
  if (before === undefined) throw new Error('It was written');
  const earlier = { ...before, name: 'umap (HEAD)' };
  const scope = new VersionsScope({ kind: 'present', file }, { kind: 'earlier', map: earlier });
  await collection.writeProjection({ ...projection('umap', ['b', 'a']), createdAt: 'later' });
  const map = await explorerMap(collection, await collection.view(), {
    title: '',
    visible: { nsfw: true, grids: true },
    thumbnails: '',
    sheets: '',
    maps: await scope.maps(),
    kept: scope.columns,
  });
  expect(map?.projections.map(({ name, xy }) => [name, [...xy]])).toEqual([
    ['umap', [1, -1, 0, 0]],
    ['umap (HEAD)', [0, 0, 1, -1]],
  ]);
});

it('opens a file of a collection as its map, and takes nothing else for one', () => {
  const adopted: unknown[][] = [];
  const panels = { adopt: (...given: unknown[]) => adopted.push(given) } as unknown as ExplorerPanels;
  const editor = new MapEditor(sessions, panels, {} as never);
  const open = (given: vscode.Uri): vscode.Webview => {
    const webview = {
      onDidReceiveMessage: vi.fn(),
      asWebviewUri: String,
      html: '',
      cspSource: 'csp',
    } as unknown as vscode.Webview;
    editor.resolveCustomEditor(editor.openCustomDocument(given), { webview } as vscode.WebviewPanel);
    return webview;
  };
  open(uri('/work/.lexiclip/projections/umap.json'));
  expect(adopted).toHaveLength(1);
  for (const other of [at('HEAD'), uri('/elsewhere/.lexiclip/projections/umap.json')]) {
    const { html, options } = open(other);
    expect(html).toContain('explorer.js');
    expect(options.localResourceRoots).toHaveLength(1);
  }
  expect(adopted).toHaveLength(1);
});

it('is in package.json as it is registered, for files alone', () => {
  const [editor, ...others] = manifest.contributes.customEditors;
  expect(others).toEqual([]);
  expect(editor?.viewType).toBe(MAP_EDITOR_VIEW_TYPE);
  // VS Code matches `scheme:path`.
  const [{ filenamePattern } = { filenamePattern: '' }] = editor?.selector ?? [];
  const matches = (given: string): boolean => path.posix.matchesGlob(given, filenamePattern);
  expect(matches('file:/work/.lexiclip/projections/umap.json')).toBe(true);
  expect(matches('vscode-remote:/work/.lexiclip/projections/umap.json')).toBe(true);
  expect(matches('git:/work/.lexiclip/projections/umap.json')).toBe(false);
  expect(matches('file:/work/.lexiclip/projections/deeper/umap.json')).toBe(false);
  expect(matches('file:/work/.lexiclip/collection.json')).toBe(false);
  const menus = manifest.contributes.menus['webview/context'];
  for (const { when } of menus) {
    const pattern = /webviewId =~ \/(.+)\/ &&/.exec(when)?.[1] ?? '';
    for (const id of [MAP_EDITOR_VIEW_TYPE, MOVED_VIEW_TYPE]) expect(id).toMatch(new RegExp(pattern));
  }
});
