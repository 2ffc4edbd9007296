import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import { webviewPage } from '../../core/explore/page.ts';
import { plainText } from '../../core/plain-text.ts';
import { describeError } from '../../core/wording.ts';
import { placesIn } from '../../node/places.ts';
import type { FromPage, ToPage } from '../../protocol/explorer.ts';
import { readSettings } from '../config.ts';
import { showError } from '../errors.ts';
import type { LexiclipFolders } from '../folders.ts';
import type { Log } from '../log.ts';
import { showDocument } from '../show-document.ts';
import type { Forming } from './forming.ts';
import { parseFromPage } from './messages.ts';
import { Newest } from './newest.ts';

/** A few frames a second are seen as a movement: the page glides from one to the next. */
const FRAME_MS = 200;

export function panelTitle(folder: vscode.WorkspaceFolder): string {
  return `Lexica Map: ${plainText(folder.name, 80)}`;
}

/** One explorer: a webview on the collection of one folder. */
export class ExplorerPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #folder: vscode.WorkspaceFolder;
  readonly #folders: LexiclipFolders;
  readonly #log: Log;
  readonly #frames: Newest<Forming>;
  #isReady = false;
  /** What the page knows to form: frames of nothing else are for it. */
  #told: Forming | undefined;
  /** What to show once the page listens. */
  #waiting: { projection?: string | undefined; image?: string } = {};

  constructor(
    panel: vscode.WebviewPanel,
    folder: vscode.WorkspaceFolder,
    folders: LexiclipFolders,
    log: Log,
  ) {
    this.#panel = panel;
    this.#folder = folder;
    this.#folders = folders;
    this.#log = log;
    this.#frames = new Newest(FRAME_MS, (forming) => this.#postFrame(forming));
    panel.title = panelTitle(folder);
    panel.iconPath = {
      dark: vscode.Uri.joinPath(folders.installation, 'media', 'tab-dark.svg'),
      light: vscode.Uri.joinPath(folders.installation, 'media', 'tab-light.svg'),
    };
    panel.onDidChangeViewState(() => {
      // A hidden page is unloaded and hears nothing; shown again, it says `ready` again.
      if (panel.visible) return;
      this.#isReady = false;
      this.#told = undefined;
    });
    const { webview } = panel;
    const page = vscode.Uri.file(placesIn(folders.installation.fsPath).page);
    const thumbnails = vscode.Uri.joinPath(folder.uri, '.lexiclip', 'cache', 'thumbnails');
    webview.options = { enableScripts: true, localResourceRoots: [page, thumbnails] };
    webview.onDidReceiveMessage((message: unknown) => {
      void this.#receive(message);
    });
    webview.html = webviewPage({
      scriptUri: String(webview.asWebviewUri(vscode.Uri.joinPath(page, 'explorer.js'))),
      styleUri: String(webview.asWebviewUri(vscode.Uri.joinPath(page, 'explorer.css'))),
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
    });
  }

  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  showWhenReady(projection: string | undefined): void {
    this.#waiting = { ...this.#waiting, projection };
  }

  /** Sends the collection as it is now; hidden pages get it when they are shown again and say `ready`. */
  async update(show?: string): Promise<void> {
    if (!this.#isReady) {
      if (show !== undefined) this.showWhenReady(show);
      return;
    }
    await this.#post(await this.#state(show));
  }

  /** Tells that a map begins to form or has ended; the result, if any, before. A page that is not ready asks itself. */
  async showForming(): Promise<void> {
    if (!this.#isReady) return;
    this.#frames.drop();
    await this.update();
    await this.#postForming();
  }

  /** Passes on what the forming map looks like now. */
  showFrame(): void {
    const forming = this.#folders.forming(this.#folder);
    if (this.#isReady && forming !== undefined) this.#frames.offer(forming);
  }

  /** Points out one image. */
  async revealImage(id: string): Promise<void> {
    if (this.#isReady) await this.#post({ type: 'reveal', id });
    else this.#waiting = { ...this.#waiting, image: id };
  }

  dispose(): void {
    this.#panel.dispose();
  }

  async #receive(raw: unknown): Promise<void> {
    try {
      const message = parseFromPage(raw);
      if (message === undefined)
        this.#log.warn(`The explorer sent something unknown: ${JSON.stringify(raw)}`);
      else await this.#answer(message);
    } catch (error) {
      await showError(error, this.#log);
    }
  }

  async #answer(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'ready': {
        this.#isReady = true;
        const { projection, image } = this.#waiting;
        this.#waiting = {};
        await this.#post(await this.#state(projection));
        if (image !== undefined) await this.#post({ type: 'reveal', id: image });
        if (this.#folders.forming(this.#folder) !== undefined) await this.#postForming();
        break;
      }
      case 'stopForming':
        this.#folders.forming(this.#folder)?.stop();
        break;
      case 'changeForming': {
        const problem = this.#folders.forming(this.#folder)?.change(message.parameters);
        if (problem !== undefined) this.#log.warn(`The explorer asked for what cannot be: ${problem}`);
        break;
      }
      case 'openPrompt': {
        const file = (await this.#folders.open(this.#folder).promptFiles()).get(message.id);
        if (file !== undefined) await showDocument(vscode.Uri.file(file), message.pin);
        break;
      }
      case 'exploreConcepts':
        await vscode.commands.executeCommand('lexiclip.exploreConcepts');
        break;
      case 'pageError':
        this.#log.error(`The explorer page: ${message.message}`);
        break;
    }
  }

  async #state(show: string | undefined): Promise<ToPage> {
    try {
      const { visible } = readSettings(this.#folder);
      const arriving = this.#folders.arriving(this.#folder);
      const lexiclip = this.#folders.open(this.#folder);
      const { ids } = this.#folders.forming(this.#folder)?.map ?? {};
      const map = await lexiclip.map(visible, (file) => this.#thumbnailUri(file), arriving, ids);
      if (map === undefined) return { type: 'empty' };
      return show === undefined ? { type: 'map', map } : { type: 'map', map, show };
    } catch (error) {
      return { type: 'problem', message: describeError(error) };
    }
  }

  #thumbnailUri(file: string): string {
    const relative = path.relative(this.#folder.uri.fsPath, file).split(path.sep);
    return String(this.#panel.webview.asWebviewUri(vscode.Uri.joinPath(this.#folder.uri, ...relative)));
  }

  /** What forms, if anything, and at once how far it is. */
  async #postForming(): Promise<void> {
    const forming = this.#folders.forming(this.#folder);
    await this.#post({ type: 'forming', forming: forming?.map ?? null });
    this.#told = forming;
    if (forming !== undefined) await this.#postFrame(forming);
  }

  async #postFrame(forming: Forming): Promise<void> {
    if (!this.#isReady || this.#told !== forming) return;
    const { frame } = forming;
    if (frame !== undefined) await this.#post({ type: 'frame', ...frame });
  }

  async #post(message: ToPage): Promise<void> {
    await this.#panel.webview.postMessage(message);
  }
}
