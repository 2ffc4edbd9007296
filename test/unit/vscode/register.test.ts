import { beforeEach, expect, it, vi } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import type { CommandContext } from '../../../src/vscode/commands/context.ts';
import { registerCommands } from '../../../src/vscode/commands/register.ts';

type Handler = (...given: unknown[]) => Promise<unknown>;

const { registered, shown, executed, pressed, workspace } = vi.hoisted(() => ({
  registered: new Map<string, Handler>(),
  shown: [] as string[][],
  executed: [] as string[],
  /** The buttons that the user presses, one after the other. */
  pressed: [] as string[],
  workspace: { isTrusted: false },
}));

vi.mock('vscode', () => ({
  workspace,
  commands: {
    registerCommand: (id: string, handler: Handler) => {
      registered.set(id, handler);
      return { dispose: () => undefined };
    },
    executeCommand: (id: string) => {
      executed.push(id);
    },
  },
  TabInputText: vi.fn(),
  TabInputTextDiff: vi.fn(),
  TabInputCustom: vi.fn(),
  window: {
    tabGroups: { activeTabGroup: {} },
    showErrorMessage: (...texts: string[]) => {
      shown.push(texts);
      const button = pressed.shift();
      return Promise.resolve(texts.find((text) => text === button));
    },
  },
  ThemeIcon: vi.fn(),
  Uri: vi.fn(),
  QuickPickItemKind: {},
  TreeItemCollapsibleState: {},
}));

/** What is left to be asked for when a command goes on: nothing may be touched in Restricted Mode. */
const reached: string[] = [];
const anything = new Proxy(
  {},
  {
    get: (_, name) => {
      reached.push(String(name));
      throw new Error('reached');
    },
  },
);
const context = {
  context: {
    subscriptions: [],
    // What help needs of the extension.
    get extension() {
      reached.push('extension');
      return { id: 'lexiclip.lexiclip' };
    },
    get extensionUri() {
      reached.push('extensionUri');
      return undefined;
    },
  },
  sessions: anything,
  panels: anything,
  tree: anything,
  status: anything,
  log: { error: () => undefined, debug: () => undefined, show: () => reached.push('log') },
} as unknown as CommandContext;

beforeEach(() => {
  registered.clear();
  shown.length = 0;
  executed.length = 0;
  pressed.length = 0;
  reached.length = 0;
  registerCommands(context);
});

const looking = [
  'lexiclip.openExplorer',
  'lexiclip.openGallery',
  'lexiclip.openImageList',
  'lexiclip.showKeys',
  'lexiclip.openProjection',
  'lexiclip.revealOnMap',
  'lexiclip.revealInTree',
  'lexiclip.revealConceptFiles',
  'lexiclip.showOnlyConcept',
  'lexiclip.showCluster',
  'lexiclip.openPrompt',
  'lexiclip.selectImages',
  'lexiclip.openImage',
  'lexiclip.revealImageFile',
  'lexiclip.copyPrompts',
  'lexiclip.copyImage',
  'lexiclip.searchImages',
  'lexiclip.compare',
  'lexiclip.compareInTable',
  'lexiclip.compareMaps',
  'lexiclip.showWhoMoved',
  'lexiclip.openProjectionFile',
  'lexiclip.openProblemFile',
  'lexiclip.refresh',
  'lexiclip.chooseFolder',
  'lexiclip.showLog',
  'lexiclip.getStarted',
  'lexiclip.openDocumentation',
  'lexiclip.showStatus',
  'lexiclip.cancel',
];
const all = manifest.contributes.commands.map(({ command }) => command);

it('registers what package.json promises', () =>
  expect([...registered.keys()].sort()).toEqual([...all].sort()));

it.each(looking)('%s may run in Restricted Mode', async (id) => {
  workspace.isTrusted = false;
  await registered.get(id)?.();
  expect(reached).not.toEqual([]);
});

it.each(all.filter((id) => !looking.includes(id)))('%s is refused in Restricted Mode', async (id) => {
  workspace.isTrusted = false;
  pressed.push('Manage Workspace Trust');
  await registered.get(id)?.();
  expect(reached).toEqual([]);
  expect(shown).toEqual([[expect.stringContaining('Restricted Mode'), 'Manage Workspace Trust']]);
  expect(executed).toEqual(['workbench.trust.manage']);
});

it('refuses nothing in a trusted folder', async () => {
  workspace.isTrusted = true;
  await registered.get('lexiclip.findDuplicates')?.();
  expect(reached).toEqual(['choose']);
});

it('does again what failed, as often as it is asked to', async () => {
  workspace.isTrusted = true;
  pressed.push('Try Again', 'Try Again');
  await registered.get('lexiclip.findDuplicates')?.();
  expect(reached).toEqual(['choose', 'choose', 'choose']);
});
