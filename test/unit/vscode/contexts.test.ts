import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import { FolderSelection } from '../../../src/vscode/sessions/folder-selection.ts';
import type { SessionChange } from '../../../src/vscode/sessions/folder-session.ts';
import type { FolderSessions } from '../../../src/vscode/sessions/folder-sessions.ts';
import { tellContexts } from '../../../src/vscode/sessions/tell-contexts.ts';
import { tellFolderImages } from '../../../src/vscode/tree/folder-images.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const { keys, window } = vi.hoisted(() => ({
  keys: new Map<string, unknown>(),
  window: { turnedTo: (): void => undefined },
}));

vi.mock('vscode', () => ({
  commands: {
    executeCommand: (_: string, key: string, value: unknown) => Promise.resolve(keys.set(key, value)),
  },
  workspace: { onDidChangeWorkspaceFolders: () => undefined },
  window: {
    onDidChangeWindowState: (told: (state: { focused: boolean }) => void) => {
      window.turnedTo = () => told({ focused: true });
    },
  },
  Disposable: { from: () => ({ dispose: () => undefined }) },
}));

/** A folder of the workspace, and what hears of its changes. */
class Folder {
  readonly store = new MemoryStore();
  readonly collection = new Collection(this.store);
  readonly selection = new FolderSelection((change) => this.tell(change));
  readonly folder: { uri: { fsPath: string } };
  readonly #listeners: ((told: { change: SessionChange }) => void)[] = [];
  readonly sessions: FolderSessions;

  constructor(fsPath: string) {
    this.folder = { uri: { fsPath } };
    this.sessions = {
      all: [this],
      onChange: (listener: (told: { change: SessionChange }) => void) => this.#listeners.push(listener),
    } as unknown as FolderSessions;
  }

  tell(change: SessionChange): void {
    for (const listener of this.#listeners) listener({ change });
  }
}

let root = '';
let folder: Folder;

beforeEach(async () => {
  keys.clear();
  root = await mkdtemp(path.join(tmpdir(), 'lexiclip-contexts-'));
  folder = new Folder(root);
});
afterEach(() => rm(root, { recursive: true }));

describe('what package.json asks of folders', () => {
  it('is told when it becomes true, and when it is no more', async () => {
    tellContexts(folder.sessions, vi.fn());
    await folder.collection.addConcept('cat');
    folder.tell('collection');
    await vi.waitFor(() => expect(keys.get('lexiclip.hasCollection')).toBe(true));
    expect([...keys.keys()]).toEqual(['lexiclip.hasCollection']);

    await folder.store.write('projections/umap.json', '{}');
    folder.tell('collection');
    await vi.waitFor(() => expect(keys.get('lexiclip.hasMap')).toBe(true));

    folder.selection.select(['a']);
    await vi.waitFor(() => expect(keys.get('lexiclip.hasSelection')).toBe(true));
    folder.selection.select([]);
    await vi.waitFor(() => expect(keys.get('lexiclip.hasSelection')).toBe(false));
    expect(keys.has('lexiclip.hasHits')).toBe(false);
    expect(keys.has('lexiclip.hasChanges')).toBe(false);
  });
});

describe('the images of the open folder', () => {
  const view = { visible: true, onDidChangeVisibility: () => ({ dispose: () => undefined }) };
  const addImages = async (count: number): Promise<void> => {
    for (let at = 0; at < count; at++) await writeFile(path.join(root, `${at}.png`), '');
  };

  it('are told where there is no collection, and looked at again when people come back', async () => {
    await addImages(3);
    tellFolderImages(folder.sessions, view);
    await vi.waitFor(() => expect(keys.get('lexiclip.folderImages')).toBe(2));
    await addImages(12);
    window.turnedTo();
    await vi.waitFor(() => expect(keys.get('lexiclip.folderImages')).toBe(10));
    await folder.collection.addConcept('cat');
    folder.tell('collection');
    await vi.waitFor(() => expect(keys.get('lexiclip.folderImages')).toBe(0));
  });

  it('are not looked at while the view is hidden', () => {
    const looks = vi.fn(() => []);
    const { sessions } = folder;
    Object.defineProperty(sessions, 'all', { get: looks });
    tellFolderImages(sessions, { ...view, visible: false });
    window.turnedTo();
    expect(looks).not.toHaveBeenCalled();
    tellFolderImages(sessions, view);
    expect(looks).toHaveBeenCalled();
  });
});
