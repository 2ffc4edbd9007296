import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Memento, WorkspaceFolder } from 'vscode';
import { CurrentFolder } from '../../../src/vscode/sessions/current-folder.ts';

const window = vi.hoisted((): { input: unknown; readonly listeners: (() => void)[] } => ({
  input: undefined,
  listeners: [],
}));

vi.mock('vscode', () => {
  class Uri {
    readonly fsPath: string;
    constructor(fsPath: string) {
      this.fsPath = fsPath;
    }
    toString(): string {
      return this.fsPath;
    }
  }
  const listen = (listener: () => void): object => {
    window.listeners.push(listener);
    return { dispose: () => undefined };
  };
  return {
    Uri,
    Disposable: { from: () => ({ dispose: () => undefined }) },
    window: {
      tabGroups: {
        get activeTabGroup() {
          return { activeTab: { input: window.input } };
        },
        onDidChangeTabs: listen,
        onDidChangeTabGroups: listen,
      },
    },
    workspace: {
      getWorkspaceFolder: ({ fsPath }: Uri) => {
        const [, name = ''] = fsPath.split('/');
        return ['drawings', 'photographs'].includes(name) ? { uri: new Uri(`/${name}`), name } : undefined;
      },
    },
  };
});

const { Uri } = await import('vscode');
const folderOf = (name: string): WorkspaceFolder =>
  ({ name, uri: new (Uri as unknown as new (path: string) => object)(`/${name}`) }) as WorkspaceFolder;
const [drawings, photographs] = [folderOf('drawings'), folderOf('photographs')];

const kept = new Map<string, unknown>();
const memory = {
  get: (key: string) => kept.get(key),
  update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
} as unknown as Memento;

/** The user turns to another tab. */
function look(path: string | undefined): void {
  window.input =
    path === undefined ? {} : { uri: new (Uri as unknown as new (path: string) => object)(path) };
  for (const listener of window.listeners) listener();
}

beforeEach(() => {
  kept.clear();
  window.listeners.length = 0;
  window.input = undefined;
});

describe('the folder that commands are about', () => {
  it('is none before the user has looked at any', () => {
    const current = new CurrentFolder(memory);
    expect([current.is(drawings), current.is(photographs)]).toEqual([false, false]);
  });

  it('follows the active editor, and stays where that is of no folder', () => {
    const current = new CurrentFolder(memory);
    look('/photographs/a.png');
    expect(current.is(photographs)).toBe(true);
    look('/elsewhere/readme.md');
    look(undefined);
    expect(current.is(photographs)).toBe(true);
    look('/drawings/.lexiclip/collection.json');
    expect([current.is(drawings), current.is(photographs)]).toEqual([true, false]);
  });

  it('is the one that was chosen, until another is looked at', () => {
    look('/drawings/a.png');
    const current = new CurrentFolder(memory);
    expect(current.is(drawings)).toBe(true);
    current.set(photographs);
    for (const listener of window.listeners) listener();
    expect(current.is(photographs)).toBe(true);
    look('/drawings/b.png');
    expect(current.is(drawings)).toBe(true);
  });

  it('is known to the next window', () => {
    new CurrentFolder(memory).set(photographs);
    expect(new CurrentFolder(memory).is(photographs)).toBe(true);
  });
});
