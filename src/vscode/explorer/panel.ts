import * as vscode from 'vscode';
import { SHEETS_FOLDER, THUMBNAILS_FOLDER } from '../../core/collection/paths.ts';
import type { WorkText } from '../../core/describe-progress.ts';
import { LexiclipError } from '../../core/errors.ts';
import type { MapFormStart } from '../../core/project/map-form.ts';
import type { FromPage, MapPictureWish, PagePlace, ToPage } from '../../protocol/explorer.ts';
import { showError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { MapScope } from '../sessions/map-scope.ts';
import { PanelFindings } from './findings.ts';
import { ImageAnswers } from './image-answers.ts';
import { PanelMapForm } from './map-form.ts';
import { MapPictures } from './map-pictures.ts';
import { parseFromPage } from './messages.ts';
import { runCommand } from './page-commands.ts';
import { loadPage } from './page.ts';
import { panelTitle } from './panel-title.ts';
import { SearchAnswers } from './search-answers.ts';
import { ShownCollection } from './shown-collection.ts';

type SearchFor = Pick<Extract<ToPage, { type: 'searchFor' }>, 'query' | 'mode'>;

/** One explorer: a webview on the collection of one folder, or on some maps of it. */
export class ExplorerPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #session: FolderSession;
  readonly #scope: MapScope | undefined;
  readonly #log: Log;
  readonly #collection: ShownCollection;
  readonly findings: PanelFindings;
  readonly mapForm: PanelMapForm;
  readonly #pictures = new MapPictures();
  #isReady = false;
  #isDisposed = false;
  /** What to show once the page listens. */
  #waiting: { projection?: string | undefined; message?: ToPage } = {};
  readonly #search: SearchAnswers;
  readonly #images: ImageAnswers;

  /** @param onVisibility Told when the page is seen, or is no more. */
  constructor(
    panel: vscode.WebviewPanel,
    session: FolderSession,
    installation: vscode.Uri,
    log: Log,
    onVisibility: () => void,
    scope?: MapScope,
  ) {
    this.#panel = panel;
    this.#session = session;
    this.#scope = scope;
    this.#log = log;
    this.#search = new SearchAnswers(session, (message) => this.#post(message));
    this.#images = new ImageAnswers(session, (message) => this.#post(message));
    this.#collection = new ShownCollection(session, scope, {
      addressOf: (folder) => String(panel.webview.asWebviewUri(session.uri(folder))),
      post: (message) => this.#post(message),
    });
    this.findings = new PanelFindings(session, (message) => this.#postIfReady(message));
    this.mapForm = new PanelMapForm(session, (message) => this.#postIfReady(message));
    this.#showTitle(this.#work);
    panel.onDidChangeViewState(() => {
      onVisibility();
      // A hidden page is unloaded and hears nothing; shown again, it says `ready` again.
      if (panel.visible) return;
      this.#isReady = false;
      this.#collection.end();
      this.mapForm.dispose();
    });
    panel.onDidDispose(() => {
      this.#isDisposed = true;
      this.#search.cancel();
      this.mapForm.dispose();
    });
    panel.webview.onDidReceiveMessage((message: unknown) => {
      void this.#receive(message);
    });
    const pictures = [THUMBNAILS_FOLDER, SHEETS_FOLDER].map((folder) => session.uri(folder));
    loadPage(panel, installation, pictures);
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  get isVisible(): boolean {
    return this.#panel.visible;
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
    await this.#collection.tell(show);
    await this.findings.tell();
  }

  /** Tells that a map begins to form or has ended; the result, if any, before. A page that is not ready asks itself. */
  async showLiveLayout(): Promise<void> {
    if (!this.#isReady) return;
    this.#collection.dropFrames();
    await this.update();
    await this.#collection.tellLayout();
  }

  /** Passes on what the forming map looks like now. */
  showFrame(): void {
    this.#collection.tellFrame();
  }

  /** The image itself on the clipboard: only the page can put one there, and only while it has the focus. */
  async copyImage(id: string): Promise<void> {
    this.#panel.reveal(undefined, false);
    await this.tell({ type: 'copyImage', id });
  }

  /** Tells on the tab and on the page what is being done in the folder, and how far it is. */
  showWork(): void {
    const work = this.#work;
    this.#showTitle(work);
    void this.#postIfReady({ type: 'work', work: work ?? null });
  }

  /** Points out one image. */
  revealImage(id: string): Promise<void> {
    return this.tell({ type: 'reveal', id });
  }

  /** Says something to the page, at once or when it listens; what came last counts then. */
  async tell(message: ToPage): Promise<void> {
    if (this.#isReady) await this.#post(message);
    else this.#waiting = { ...this.#waiting, message };
  }

  /** The editor shows the prompt file of an image. */
  async showActive(id: string): Promise<void> {
    if (this.#isReady) await this.#post({ type: 'active', id });
  }

  /** Tells which images are selected. */
  showSelection(): Promise<void> {
    return this.#collection.tellSelection();
  }

  /** Tells which images were found. */
  showHits(): Promise<void> {
    return this.#collection.tellHits();
  }

  /** Brings the search box to the front, with a query or to type one. */
  async searchFor(search: SearchFor): Promise<void> {
    this.#panel.reveal(undefined, false);
    await this.tell({ type: 'searchFor', ...search });
  }

  /** Brings the panel to the front, and the keyboard to a part of it. */
  async goTo(to: PagePlace): Promise<void> {
    this.#panel.reveal(undefined, false);
    await this.tell({ type: 'go', to });
  }

  /** Brings the form of a map to the front. @param isFromTree Whether the sidebar gets the focus back. */
  async openMapForm(start: MapFormStart, isFromTree: boolean): Promise<void> {
    this.mapForm.begin(isFromTree);
    this.#panel.reveal(undefined, false);
    await this.tell({ type: 'mapForm', start });
  }

  /** The map as it is looked at, as a file; undefined where no map shows. */
  async picture(wish: MapPictureWish): Promise<Uint8Array | undefined> {
    return this.#pictures.ask(() =>
      this.#isReady ? this.#post({ type: 'askMapPicture', ...wish }) : undefined,
    );
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
        const { projection, message: waiting } = this.#waiting;
        this.#waiting = {};
        await this.#collection.begin(projection);
        await this.findings.tell();
        if (waiting !== undefined) await this.#post(waiting);
        if (this.#collection.layout !== undefined) await this.#collection.tellLayout();
        this.showWork();
        break;
      }
      case 'cancel': {
        const { folder, works } = this.#session;
        const work = works.in(folder);
        if (work !== undefined) works.cancel(work);
        break;
      }
      case 'stopLiveLayout':
        this.#collection.layout?.stop();
        break;
      case 'changeLiveLayout': {
        const problem = this.#collection.layout?.change(message.parameters);
        if (problem !== undefined) this.#log.warn(`The explorer asked for what cannot be: ${problem}`);
        break;
      }
      case 'openPrompt':
      case 'askPrompt':
      case 'askDetails':
      case 'askCompared':
      case 'askPicture':
      case 'act':
        await this.#images.answer(message);
        break;
      case 'select':
        this.#collection.adoptSelection(message.ids);
        break;
      case 'search':
      case 'dropImage':
      case 'searchWay':
        await this.#search.answer(message);
        break;
      case 'copyText':
        await vscode.env.clipboard.writeText(message.text);
        break;
      case 'copyFailed':
        throw new LexiclipError({ kind: 'not-copied', image: message.id, detail: message.detail });
      case 'mapPicture':
        this.#pictures.answer(message.bytes);
        break;
      case 'fileWay':
        await this.#scope?.go(message.way);
        break;
      case 'closeHits':
        this.#search.cancel();
        this.#session.selection.show(undefined);
        break;
      case 'askFindings':
      case 'lookAtFindings':
      case 'closeFindings':
      case 'actOnFinding':
      case 'keepers':
        await this.findings.answer(message);
        break;
      case 'askMapForm':
      case 'previewMap':
      case 'makeMap':
      case 'closeMapForm':
        await this.mapForm.answer(message);
        break;
      case 'comparePrompts':
      case 'actOnSelection':
      case 'tag':
      case 'dropAddress':
      case 'exploreConcepts':
      case 'run':
        await runCommand(this.#session.folder.uri.toString(), message);
        break;
      case 'pageError':
        this.#log.error(`The explorer page: ${message.message}`);
        break;
    }
  }

  get #work(): WorkText | undefined {
    const { folder, works } = this.#session;
    return works.in(folder)?.text;
  }

  #showTitle(work: WorkText | undefined): void {
    // The tab of a map's file is called as the file.
    if (this.#scope !== undefined) return;
    const title = panelTitle(this.#session.folder, work);
    if (this.#panel.title !== title) this.#panel.title = title;
  }

  /** What a page that is not ready asks for itself. */
  async #postIfReady(message: ToPage): Promise<void> {
    if (this.#isReady) await this.#post(message);
  }

  /** A panel may be closed while something is read for it. */
  async #post(message: ToPage): Promise<void> {
    if (this.#isDisposed) return;
    await this.#panel.webview.postMessage(message);
  }
}
