import { beforeEach, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import type { CommandContext } from '../../../src/vscode/commands/context.ts';
import { comparedImages } from '../../../src/vscode/compare/compared-images.ts';
import { promptAddress, promptUri } from '../../../src/vscode/compare/prompt-documents.ts';

const { Uri, TabInputTextDiff, tabGroups, picked, offered } = vi.hoisted(() => {
  class Uri {
    readonly scheme: string = 'file';
    readonly path: string = '';
    readonly query: string = '';
    constructor(parts: object) {
      Object.assign(this, parts);
    }
    static from(parts: object): Uri {
      return new Uri(parts);
    }
    get fsPath(): string {
      return this.path;
    }
    toString(): string {
      return `${this.scheme}:${this.path}?${this.query}`;
    }
  }
  class TabInputTextDiff {
    readonly original: unknown;
    readonly modified: unknown;
    constructor(original: unknown, modified: unknown) {
      [this.original, this.modified] = [original, modified];
    }
  }
  const picked: { at: number | undefined } = { at: 0 };
  const offered: string[][] = [];
  const activeTab: { input: unknown } = { input: undefined };
  const tabGroups = { activeTabGroup: { activeTab } };
  return {
    Uri,
    TabInputTextDiff,
    tabGroups,
    picked,
    offered,
  };
});

vi.mock('vscode', () => ({
  Uri,
  TabInputTextDiff,
  window: {
    tabGroups,
    showQuickPick: (items: readonly { id?: string }[]) => {
      offered.push(items.map(({ id = '' }) => id));
      return Promise.resolve(picked.at === undefined ? undefined : items[picked.at]);
    },
  },
  ThemeIcon: vi.fn(),
  ThemeColor: vi.fn(),
  QuickPickItemKind: {},
  TreeItemCollapsibleState: {},
}));

const images = ['a', 'b', 'c'].map((id) => ({ id, prompt: `prompt of ${id}`, concepts: [0] }));
const view = {
  images,
  concepts: [{ name: 'cat' }],
  image: (id: string) => images.find((one) => one.id === id),
};
const folder = { uri: new Uri({ path: '/work' }) };
const session = {
  folder,
  selection: { ids: [] as readonly string[] },
  collection: { index: { recentView: () => Promise.resolve(view) } },
  imageOf: ({ path }: { path: string }) => Promise.resolve(view.image(/(\w)\.json$/.exec(path)?.[1] ?? '')),
  imageIn: ({ path }: { path: string }) => Promise.resolve(view.image(/(\w)\.png$/.exec(path)?.[1] ?? '')),
};
const context = {
  sessions: { all: [session], of: () => session, choose: () => Promise.resolve(session) },
} as unknown as CommandContext;

const compared = async (...given: unknown[]): Promise<readonly string[] | undefined> =>
  (await comparedImages(context, 'Compare', given))?.ids;
const uri = (parts: object): vscode.Uri => new Uri(parts) as unknown as vscode.Uri;
const file = (path: string): vscode.Uri => uri({ path });

beforeEach(() => {
  session.selection.ids = [];
  picked.at = 0;
  offered.length = 0;
});

it('compares the prompt files and images that are selected in the Explorer, each image once', async () => {
  const files = [file('/work/b.json'), file('/work/a.png'), file('/work/b.png')];
  expect(await compared(files[0], files)).toEqual(['b', 'a']);
  await expect(compared(file('/work/x.json'), [file('/work/x.json')])).rejects.toThrow('not-collected');
});

it('compares what the page names, and nothing but ids', async () => {
  const page = { folder: folder.uri.toString(), images: ['c', 7, 'a'] };
  expect(await compared(page)).toEqual(['c', 'a']);
});

it('takes the selection, and asks for what lacks', async () => {
  session.selection.ids = ['a', 'c', 'b'];
  expect(await compared()).toEqual(['a', 'c', 'b']);
  session.selection.ids = ['b'];
  picked.at = 1;
  expect(await compared()).toEqual(['b', 'c']);
  expect(offered).toEqual([['a', 'c']]);
  picked.at = undefined;
  expect(await compared()).toBeUndefined();
});

it('takes both sides of the diff editor that shows', async () => {
  const address = { folder: folder.uri.toString() };
  const [first, second] = ['a', 'c'].map((id) => promptUri({ ...address, id }, `of ${id}/../x`));
  tabGroups.activeTabGroup.activeTab.input = new TabInputTextDiff(first, second);
  expect(await compared(second)).toEqual(['a', 'c']);
  expect(first?.path).toBe('/of a .. x');
});

it('knows its documents by their addresses, and no others', () => {
  const address = { folder: 'file:///a b', id: 'x/../"y"?#&' };
  expect(promptAddress(promptUri(address, 'cat 1'))).toEqual(address);
  for (const query of ['', '{}', '[1,2]', '["a"]', 'x'])
    expect(promptAddress(uri({ scheme: 'lexiclip-prompt', query }))).toBeUndefined();
  expect(promptAddress(uri({ scheme: 'file', query: '["a","b"]' }))).toBeUndefined();
});
