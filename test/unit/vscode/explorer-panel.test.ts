import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import type { ToPage } from '../../../src/protocol/explorer.ts';
import { isPanelOf, panelTitle } from '../../../src/vscode/explorer/panel-title.ts';
import { ExplorerPanel } from '../../../src/vscode/explorer/panel.ts';
import { FolderSelection } from '../../../src/vscode/sessions/folder-selection.ts';
import type { FolderSession } from '../../../src/vscode/sessions/folder-session.ts';
import type { MapScope } from '../../../src/vscode/sessions/map-scope.ts';

const { executed, shown } = vi.hoisted(() => ({ executed: [] as unknown[][], shown: [] as string[] }));
vi.mock('vscode', () => {
  const joinPath = (base: { path: string }, ...parts: string[]): object => ({
    path: [base.path, ...parts].join('/'),
    toString: () => [base.path, ...parts].join('/'),
  });
  return {
    Uri: { joinPath, file: (path: string) => joinPath({ path }) },
    commands: { executeCommand: (...call: unknown[]) => executed.push(call) },
    window: {
      showErrorMessage: (text: string) => {
        shown.push(text);
        return Promise.resolve(undefined);
      },
    },
    env: { clipboard: { writeText: vi.fn() } },
    workspace: { isTrusted: true },
  };
});

const folder = { name: 'drawings', uri: { toString: () => 'file:///drawings' } };
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn(), debug: vi.fn(), show: vi.fn(), dispose: vi.fn() };
const cancelled = vi.fn();

/** A webview panel, and what its page hears and says. */
class Page {
  readonly heard: ToPage[] = [];
  title = '';
  visible = true;
  active = true;
  isDisposed = false;
  readonly #say: ((message: unknown) => void)[] = [];
  readonly #hide: (() => void)[] = [];
  readonly #close: (() => void)[] = [];
  readonly reveal = vi.fn();
  readonly onDidChangeViewState = (listener: () => void): void => void this.#hide.push(listener);
  readonly onDidDispose = (listener: () => void): void => void this.#close.push(listener);
  readonly webview = {
    cspSource: 'self',
    html: '',
    options: {},
    asWebviewUri: (uri: object) => uri,
    onDidReceiveMessage: (listener: (message: unknown) => void) => void this.#say.push(listener),
    postMessage: (message: ToPage) => {
      if (this.isDisposed) throw new Error('Webview is disposed');
      this.heard.push(message);
      return Promise.resolve(true);
    },
  };

  async say(message: unknown): Promise<void> {
    for (const listener of this.#say) listener(message);
    // Whatever is answered has been when nothing is left to be done at once.
    await new Promise((resolve) => setTimeout(resolve));
  }

  show(isVisible: boolean): void {
    this.visible = isVisible;
    for (const listener of this.#hide) listener();
  }

  close(): void {
    this.isDisposed = true;
    for (const listener of this.#close) listener();
  }

  get types(): readonly string[] {
    return this.heard.splice(0).map(({ type }) => type);
  }
}

let page: Page;
let panel: ExplorerPanel;
let session: FolderSession;
let work: { readonly text: { short: string; title: string; detail: string } } | undefined;

function open(scope?: MapScope): void {
  page = new Page();
  const installation = { path: '/here', fsPath: '/here' } as unknown as vscode.Uri;
  panel = new ExplorerPanel(
    page as unknown as vscode.WebviewPanel,
    session,
    installation,
    log,
    () => undefined,
    scope,
  );
}

beforeEach(() => {
  [executed.length, shown.length, work] = [0, 0, undefined];
  vi.clearAllMocks();
  session = {
    folder,
    selection: new FolderSelection(() => undefined),
    works: { in: () => work, cancel: cancelled },
    layoutIn: () => undefined,
    state: () => Promise.resolve({ kind: 'empty' }),
    map: () => Promise.resolve(undefined),
    uri: (path: string) => ({ path, toString: () => path }),
  } as unknown as FolderSession;
  open();
});

describe('the panel of a folder’s map', () => {
  it('tells its page nothing before that listens, and then what waited', async () => {
    await panel.revealImage('a');
    await panel.showActive('a');
    expect(page.heard).toEqual([]);
    await page.say({ type: 'ready' });
    expect(page.types).toEqual(['state', 'empty', 'select', 'reveal', 'work']);
  });

  it('tells a hidden page nothing, and all of it when it is shown again', async () => {
    await page.say({ type: 'ready' });
    page.show(false);
    page.heard.length = 0;
    await panel.update();
    session.selection.select(['a']);
    await panel.showSelection();
    expect(page.heard).toEqual([]);
    page.show(true);
    await page.say({ type: 'ready' });
    expect(page.heard.find(({ type }) => type === 'select')).toEqual({ type: 'select', ids: ['a'] });
  });

  it('tells a page that was closed nothing, whatever is still read for it', async () => {
    await page.say({ type: 'ready' });
    page.close();
    await panel.update();
    await panel.tell({ type: 'reveal', id: 'a' });
    expect(shown).toEqual([]);
  });

  it.each([undefined, null, 'ready', { type: 'no such' }, { type: 'select', ids: [1] }])(
    'does not act on %j',
    async (message) => {
      await page.say(message);
      expect(log.warn).toHaveBeenCalledWith(expect.stringContaining('something unknown'));
      expect(executed).toEqual([]);
    },
  );

  it('shows the user what a message leads to that fails', async () => {
    await page.say({ type: 'copyFailed', id: 'a', detail: 'no focus' });
    expect(shown).toEqual([expect.stringContaining('could not be copied (no focus)')]);
  });

  it('leaves to commands what runs or writes, so that Restricted Mode is asked there', async () => {
    await page.say({ type: 'run', action: 'continue' });
    expect(executed).toEqual([['lexiclip.continue', { folder: 'file:///drawings', projection: undefined }]]);
  });

  it('says on its tab what is being done, and cancels it for the page', async () => {
    work = { text: { short: 'Embedding 58 %', title: 'Embedding', detail: '' } };
    panel.showWork();
    expect(page.title).toBe('Embedding 58 % · LexiCLIP Map: drawings');
    expect(isPanelOf(folder as unknown as vscode.WorkspaceFolder, page.title)).toBe(true);
    await page.say({ type: 'cancel' });
    expect(cancelled).toHaveBeenCalledWith(work);
    work = undefined;
    panel.showWork();
    expect(page.title).toBe(panelTitle(folder as unknown as vscode.WorkspaceFolder));
  });

  it('leaves the tab of a map’s file as the editor calls it', () => {
    open({} as MapScope);
    work = { text: { short: 'Embedding 58 %', title: 'Embedding', detail: '' } };
    panel.showWork();
    expect(page.title).toBe('');
  });
});
