import { readFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import { beforeEach, expect, it, vi } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import type { LexiclipApi } from '../../../src/vscode/api/lexiclip-api.ts';
import { PublicApi } from '../../../src/vscode/api/public-api.ts';
import type { ExplorerPanels } from '../../../src/vscode/explorer/panels.ts';
import { FolderSearch } from '../../../src/vscode/sessions/folder-search.ts';
import { FolderSelection } from '../../../src/vscode/sessions/folder-selection.ts';
import type { FolderSession, SessionChange } from '../../../src/vscode/sessions/folder-session.ts';
import type { FolderChange, FolderSessions } from '../../../src/vscode/sessions/folder-sessions.ts';
import { addImages, projection } from '../../fakes/collections.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const { workspace } = vi.hoisted(() => ({ workspace: { isTrusted: true } }));
vi.mock('vscode', () => ({
  workspace,
  EventEmitter: class<T> {
    #listeners: ((value: T) => void)[] = [];
    readonly event = (listener: (value: T) => void): { dispose(): void } => {
      this.#listeners.push(listener);
      return { dispose: () => (this.#listeners = this.#listeners.filter((one) => one !== listener)) };
    };
    fire(value: T): void {
      for (const listener of this.#listeners) listener(value);
    }
    dispose(): void {
      this.#listeners = [];
    }
  },
}));

const folder = 'file:///work';

let store: MemoryStore;
let session: FolderSession;
let tell: (change: SessionChange) => void;
let exported: PublicApi;
let api: LexiclipApi;
/** What the model would be asked, and images that were pointed out. */
let ranked: string[];
let revealed: string[];

beforeEach(async () => {
  workspace.isTrusted = true;
  [ranked, revealed] = [[], []];
  store = new MemoryStore();
  const collection = new Collection(store);
  await addImages(collection, 'cat', ['a', 'b'], { a: { prompt: 'a red cat', nsfw: true } });
  await addImages(collection, 'pet', ['b', 'c']);
  await collection.writeProjection(projection('umap', ['a', 'b']));
  const listeners: ((change: FolderChange) => void)[] = [];
  tell = (change) => listeners.forEach((listener) => listener({ session, change }));
  const lexiclip = {
    search: ({ query }: { query: string }) => {
      ranked.push(query);
      const hits = [
        { id: 'b', score: 0.5 },
        { id: 'a', score: 0.25 },
      ];
      return Promise.resolve({ hits, searched: 3, model: {} });
    },
    dispose: () => undefined,
  };
  session = {
    folder: { uri: new URL(folder), name: 'work', index: 0 },
    collection,
    selection: new FolderSelection((change) => tell(change)),
    search: new FolderSearch({ collection, open: () => lexiclip as never, settings: () => '' }),
    uri: (inside: string) => new URL(`${folder}/.lexiclip/${inside}`),
  } as unknown as FolderSession;
  const sessions = {
    all: [session],
    onChange: (listener: (change: FolderChange) => void) => {
      listeners.push(listener);
      return { dispose: () => void listeners.splice(listeners.indexOf(listener), 1) };
    },
  } as unknown as FolderSessions;
  const panels = {
    show: () => Promise.resolve({ revealImage: (id: string) => Promise.resolve(revealed.push(id)) }),
  } as unknown as ExplorerPanels;
  exported = new PublicApi(sessions, panels);
  api = exported.exports.getApi(1);
});

async function codeOf(call: () => Promise<unknown>): Promise<unknown> {
  const error: unknown = await call().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error(`It threw ${String(error)}`);
  expect(error.name).toBe('LexiclipApiError');
  expect(error.message).not.toBe('');
  return (error as { code?: unknown }).code;
}

it('answers collections, images, maps and points', async () => {
  expect(await api.collections()).toEqual([
    {
      folder,
      name: 'work',
      concepts: [
        { name: 'cat', images: 2 },
        { name: 'pet', images: 2 },
      ],
      images: 3,
    },
  ]);
  const images = await api.images(folder);
  expect(images.map(({ id, concepts, nsfw }) => [id, concepts, nsfw])).toEqual([
    ['a', ['cat'], true],
    ['b', ['cat', 'pet'], false],
    ['c', ['pet'], false],
  ]);
  expect(images[0]).toMatchObject({
    prompt: 'a red cat',
    negativePrompt: '',
    tags: [],
    promptFile: `${folder}/.lexiclip/concepts/cat/a.json`,
  });
  expect(await api.maps(folder)).toMatchObject([
    {
      name: 'umap',
      method: 'umap',
      points: 2,
      dimensions: 2,
      file: `${folder}/.lexiclip/projections/umap.json`,
    },
  ]);
  expect(await api.points(folder, 'umap')).toEqual([
    { id: 'a', x: 0, y: 0 },
    { id: 'b', x: 1, y: -1 },
  ]);
});

it('answers copies, and cannot be changed by one extension for the others', async () => {
  const [first] = await api.images(folder);
  first?.concepts.push('mine');
  first?.tags.push('mine');
  const [again] = await api.images(folder);
  expect([again?.concepts, again?.tags]).toEqual([['cat'], []]);
  const [map] = await api.maps(folder);
  if (map !== undefined) map.parameters['mine'] = 1;
  expect((await api.maps(folder))[0]?.parameters).toEqual({});
  await api.select(folder, ['a']);
  (await api.selection(folder)).push('b');
  expect(await api.selection(folder)).toEqual(['a']);
  expect(() => Object.assign(api, { images: () => Promise.resolve([]) })).toThrow(TypeError);
  expect(() => Object.assign(exported.exports, { getApi: () => undefined })).toThrow(TypeError);
});

it('searches by words without a model, and by meaning with one, as many as are wanted', async () => {
  expect(await api.search(folder, 'red', { mode: 'words' })).toEqual({ hits: [{ id: 'a' }], searched: 3 });
  expect((await api.search(folder, 'concept:pet')).hits.map(({ id }) => id)).toEqual(['b', 'c']);
  expect(ranked).toEqual([]);
  expect(await api.search(folder, 'something red', { limit: 1 })).toEqual({
    hits: [{ id: 'b', score: 0.5 }],
    searched: 3,
  });
  expect(ranked).toEqual(['something red']);
  const aborted = AbortSignal.abort();
  expect(await codeOf(() => api.search(folder, 'red', { signal: aborted }))).toBe('cancelled');
  expect(await codeOf(() => api.search(folder, 'cfg>'))).toBe('bad-query');
});

it('selects and points out images that there are', async () => {
  await api.select(folder, ['a', 'b', 'a']);
  expect(session.selection.ids).toEqual(['a', 'b']);
  expect(await codeOf(() => api.select(folder, ['a', 'nowhere']))).toBe('no-such-image');
  expect(session.selection.ids).toEqual(['a', 'b']);
  await api.reveal(folder, 'c');
  expect(await codeOf(() => api.reveal(folder, 'nowhere'))).toBe('no-such-image');
  expect(revealed).toEqual(['c']);
  await api.select(folder, []);
  expect(await api.selection(folder)).toEqual([]);
});

it('tells of changes by the folder, until it is disposed of', async () => {
  const told: unknown[] = [];
  const listening = api.onDidChangeCollection(({ folder: of }) => told.push(['collection', of]));
  api.onDidChangeSelection((event) => told.push(['selection', event.folder, Object.isFrozen(event)]));
  tell('collection');
  tell('hits');
  await api.select(folder, ['a']);
  expect(told).toEqual([
    ['collection', folder],
    ['selection', folder, true],
  ]);
  listening.dispose();
  exported.dispose();
  tell('collection');
  tell('selection');
  expect(told).toHaveLength(2);
});

it('looks in Restricted Mode, and runs nothing', async () => {
  workspace.isTrusted = false;
  expect(await codeOf(() => api.search(folder, 'something red'))).toBe('restricted-mode');
  expect(ranked).toEqual([]);
  expect((await api.search(folder, 'concept:cat')).hits).toHaveLength(2);
  expect(await api.images(folder)).toHaveLength(3);
  await api.select(folder, ['a']);
});

it('refuses what is not as it is documented, with a code', async () => {
  const hostile = api as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
  const code = (name: string, ...given: unknown[]): Promise<unknown> =>
    codeOf(() => hostile[name]?.(...given) ?? Promise.reject(new Error(name)));
  for (const name of ['images', 'maps', 'points', 'search', 'selection', 'select', 'reveal']) {
    expect(await code(name)).toBe('bad-argument');
    expect(await code(name, { toString: () => folder })).toBe('bad-argument');
    expect(await code(name, 'file:///elsewhere')).toBe('no-such-folder');
  }
  expect(await code('points', folder, '../collection')).toBe('no-such-map');
  expect(await code('select', folder, 'a')).toBe('bad-argument');
  expect(await code('select', folder, [7])).toBe('bad-argument');
  expect(await code('reveal', folder, ['a'])).toBe('bad-argument');
  expect(await code('search', folder, '')).toBe('bad-argument');
  expect(await code('search', folder, 'x'.repeat(20_000))).toBe('bad-argument');
  for (const options of [null, { limit: 0 }, { limit: 1e9 }, { limit: '5' }, { mode: 'all' }, { signal: {} }])
    expect(await code('search', folder, 'red', options)).toBe('bad-argument');
  const throws = {
    get limit(): never {
      throw new Error('mine');
    },
  };
  expect(await code('search', folder, 'red', throws)).toBe('failed');
  expect(() => exported.exports.getApi(2 as never)).toThrow(
    expect.objectContaining({ name: 'LexiclipApiError', code: 'unsupported-version' }),
  );
});

it('says where there is no collection, or one that cannot be read', async () => {
  store.files.clear();
  session.collection.index.expire();
  await session.collection.view();
  expect(await api.collections()).toEqual([]);
  expect(await codeOf(() => api.images(folder))).toBe('no-collection');
});

it('has types that stand alone', async () => {
  const file = path.resolve(import.meta.dirname, '../../../src/vscode/api/lexiclip-api.ts');
  const text = await readFile(file, 'utf8');
  expect(ts.preProcessFile(text).importedFiles).toEqual([]);
  const isTypes = (node: ts.Statement): boolean =>
    ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
  const { statements } = ts.createSourceFile('lexiclip-api.d.ts', text, ts.ScriptTarget.ES2023);
  expect(statements.length).toBeGreaterThan(5);
  expect(statements.every(isTypes)).toBe(true);
});
