import { beforeEach, expect, it, vi } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import { encodeJson } from '../../../src/core/collection/json.ts';
import type { CommandContext } from '../../../src/vscode/commands/context.ts';
import { showWhoMoved } from '../../../src/vscode/commands/who-moved.ts';
import type { FolderSession } from '../../../src/vscode/sessions/folder-session.ts';
import type { MapScope } from '../../../src/vscode/sessions/map-scope.ts';
import { projection } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const { Uri, TabInputTextDiff, TabInputText, FileSystemError, tab, versions } = await vi.hoisted(async () => {
  const { FakeUri } = await import('../../fakes/vscode-uri.ts');
  class FakeDiff {
    readonly original: unknown;
    readonly modified: unknown;
    constructor(original: unknown, modified: unknown) {
      [this.original, this.modified] = [original, modified];
    }
  }
  class FakeText {
    readonly uri: unknown;
    constructor(uri: unknown) {
      this.uri = uri;
    }
  }
  class FakeError extends Error {
    readonly code = 'FileNotFound';
  }
  const tab: { input: unknown } = { input: undefined };
  return {
    Uri: FakeUri,
    TabInputTextDiff: FakeDiff,
    TabInputText: FakeText,
    FileSystemError: FakeError,
    tab,
    /** Texts of versions, by their refs. */
    versions: new Map<string, string>(),
  };
});

vi.mock('vscode', () => ({
  Uri,
  TabInputTextDiff,
  TabInputText,
  TabInputCustom: vi.fn(),
  FileSystemError,
  ThemeIcon: vi.fn(),
  QuickPickItemKind: {},
  TreeItemCollapsibleState: {},
  extensions: {
    getExtension: () => ({
      activate: () => Promise.resolve({ getAPI: () => ({ toGitUri: (_: unknown, ref: string) => at(ref) }) }),
    }),
  },
  workspace: {
    getWorkspaceFolder: ({ path }: { path: string }) =>
      path.startsWith('/work/') ? { uri: Uri.file('/work') } : undefined,
    fs: {
      readFile: ({ query }: { query: string }) => {
        const { ref } = JSON.parse(query) as { ref: string };
        const text = versions.get(ref);
        if (text === undefined) throw new FileSystemError();
        return Promise.resolve(new TextEncoder().encode(text));
      },
    },
  },
  window: { tabGroups: { activeTabGroup: { activeTab: tab } } },
}));

const present = new Uri('file', '/work/.lexiclip/projections/umap.json');
const at = (ref: string): InstanceType<typeof Uri> => new Uri('git', present.path, JSON.stringify({ ref }));

let shown: { title: string; maps: readonly string[]; first: unknown; told: unknown }[];
let commands: CommandContext;

beforeEach(async () => {
  tab.input = undefined;
  shown = [];
  versions.clear();
  for (const ref of ['HEAD', '~', '']) versions.set(ref, encodeJson(projection('umap', ['a', 'b'])));
  const collection = new Collection(new MemoryStore());
  await collection.writeProjection(projection('umap', ['b', 'a']));
  const session = {
    folder: { uri: Uri.file('/work') },
    works: { run: (_: unknown, work: () => Promise<unknown>) => work() },
    collection,
    pathOf: ({ path }: { path: string }) => path.replace('/work/.lexiclip/', ''),
  } as unknown as FolderSession;
  const panels = {
    showVersions: (title: string, _: FolderSession, scope: MapScope) => {
      const opened = {
        title,
        maps: [] as readonly string[],
        first: undefined as unknown,
        told: undefined as unknown,
      };
      shown.push(opened);
      return {
        showWhenReady: (first: string) => (opened.first = first),
        tell: async (message: unknown) => {
          opened.told = message;
          opened.maps = (await scope.maps()).map(({ name }) => name);
        },
      };
    },
  };
  commands = { sessions: { of: () => session }, panels } as unknown as CommandContext;
});

const told = (beside: string): object => ({ type: 'compareMaps', beside, colourBy: 'moved' });

it('compares a file with the last commit', async () => {
  await showWhoMoved(commands, present);
  expect(shown).toEqual([
    {
      title: 'Who Moved: umap.json (HEAD ↔ Now)',
      maps: ['umap', 'umap (HEAD)'],
      first: 'umap',
      told: told('umap (HEAD)'),
    },
  ]);
});

it('compares the sides of a diff editor, of which neither has to be the present file', async () => {
  tab.input = new TabInputTextDiff(at('~'), present);
  await showWhoMoved(commands, present);
  tab.input = new TabInputTextDiff(at('HEAD'), at(''));
  await showWhoMoved(commands);
  expect(shown.map(({ title, maps }) => [title, maps])).toEqual([
    ['Who Moved: umap.json (Index ↔ Now)', ['umap', 'umap (Index)']],
    ['Who Moved: umap.json (HEAD ↔ Index)', ['umap (Index)', 'umap (HEAD)']],
  ]);
});

it('compares an earlier version that is open alone with the present file', async () => {
  tab.input = new TabInputText(at('HEAD'));
  await showWhoMoved(commands);
  expect(shown[0]?.maps).toEqual(['umap', 'umap (HEAD)']);
});

it('says that there is no such version, or no such map', async () => {
  versions.clear();
  expect(await failureOf(showWhoMoved(commands, present))).toEqual({
    kind: 'no-earlier-map',
    path: 'projections/umap.json',
    version: 'HEAD',
  });
  versions.set('HEAD', '{');
  expect(await failureOf(showWhoMoved(commands, present))).toMatchObject({ detail: 'not valid JSON' });
  const elsewhere = Uri.file('/elsewhere/.lexiclip/projections/umap.json');
  expect(await failureOf(showWhoMoved(commands, elsewhere))).toMatchObject({ kind: 'map-elsewhere' });
  expect(shown).toEqual([]);
});
