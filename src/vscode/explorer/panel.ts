import * as vscode from 'vscode';
import { SHEETS_FOLDER, THUMBNAILS_FOLDER } from '../../core/collection/paths.ts';
import type { WorkText } from '../../core/describe-progress.ts';
import { LexiclipError } from '../../core/errors.ts';
import { mapChange } from '../../core/explore/changes.ts';
import type { ExplorerMap } from '../../core/explore/map.ts';
import { plainText } from '../../core/plain-text.ts';
import type { MapFormStart } from '../../core/project/map-form.ts';
import { describeError } from '../../core/wording.ts';
import type { FromPage, MapPictureWish, PagePlace, ToPage } from '../../protocol/explorer.ts';
import { packHits } from '../../protocol/hits-message.ts';
import { showError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { LiveLayout } from '../sessions/live-layout.ts';
import type { MapScope } from '../sessions/map-scope.ts';
import { PanelFindings } from './findings.ts';
import { ImageAnswers } from './image-answers.ts';
import { LatestOnly } from './latest-only.ts';
import { PanelMapForm } from './map-form.ts';
import { MapPictures } from './map-pictures.ts';
import { parseFromPage } from './messages.ts';
import { runCommand } from './page-commands.ts';
import { loadPage } from './page.ts';
import { SearchAnswers } from './search-answers.ts';

/** A few frames a second are seen as a movement: the page glides from one to the next. */
const FRAME_MS = 200;

function panelTitle(folder: vscode.WorkspaceFolder): string {
  return `LexiCLIP Map: ${plainText(folder.name, 80)}`;
}

/** Whether a tab of this title, which may say before that what is being done, is a folder's. */
export function isPanelOf(folder: vscode.WorkspaceFolder, title: string): boolean {
  return title === panelTitle(folder) || title.endsWith(`${AFTER_WORK}${panelTitle(folder)}`);
}

const AFTER_WORK = ' · ';

type SearchFor = Pick<Extract<ToPage, { type: 'searchFor' }>, 'query' | 'mode'>;

/** One explorer: a webview on the collection of one folder, or on some maps of it. */
export class ExplorerPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #session: FolderSession;
  readonly #scope: MapScope | undefined;
  readonly #log: Log;
  readonly #frames: LatestOnly<LiveLayout>;
  readonly findings: PanelFindings;
  readonly mapForm: PanelMapForm;
  readonly #pictures = new MapPictures();
  #isReady = false;
  #isDisposed = false;
  /** What the page has: it is told what changes. */
  #shown: ExplorerMap | undefined;
  /** What the page knows to form: frames of nothing else are for it. */
  #told: LiveLayout | undefined;
  /** The selection that the page has. */
  #selected: readonly string[] | undefined;
  #telling = Promise.resolve();
  /** The rows of the images that the page has. */
  #rows: { readonly ids: readonly string[]; readonly rowOf: ReadonlyMap<string, number> } | undefined;
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
    this.#frames = new LatestOnly(FRAME_MS, (liveLayout) => this.#postFrame(liveLayout));
    this.findings = new PanelFindings(session, (message) => this.#postIfReady(message));
    this.mapForm = new PanelMapForm(session, (message) => this.#postIfReady(message));
    this.#showTitle(this.#work);
    panel.onDidChangeViewState(() => {
      onVisibility();
      // A hidden page is unloaded and hears nothing; shown again, it says `ready` again.
      if (panel.visible) return;
      this.#isReady = false;
      this.#shown = undefined;
      this.#told = undefined;
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

  /** What forms of the maps that this shows. */
  get #layout(): LiveLayout | undefined {
    return this.#session.layoutIn(this.#scope);
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
    await this.#postState(show);
    await this.findings.tell();
  }

  /** Tells that a map begins to form or has ended; the result, if any, before. A page that is not ready asks itself. */
  async showLiveLayout(): Promise<void> {
    if (!this.#isReady) return;
    this.#frames.drop();
    await this.update();
    await this.#postLiveLayout();
  }

  /** Passes on what the forming map looks like now. */
  showFrame(): void {
    const liveLayout = this.#layout;
    if (this.#isReady && liveLayout !== undefined) this.#frames.offer(liveLayout);
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

  /** Tells which images are selected, unless the page said so itself; after what is being told of the collection. */
  async showSelection(): Promise<void> {
    await this.#telling.catch(() => undefined);
    const { ids } = this.#session.selection;
    if (!this.#isReady || ids === this.#selected) return;
    this.#selected = ids;
    await this.#post({ type: 'select', ids });
  }

  /** Tells which images were found. */
  async showHits(): Promise<void> {
    const { hits } = this.#session.selection;
    const ids = this.#shown?.images.ids;
    if (!this.#isReady || ids === undefined) return;
    if (this.#rows?.ids !== ids) this.#rows = { ids, rowOf: new Map(ids.map((id, row) => [id, row])) };
    await this.#post({ type: 'hits', hits: hits === undefined ? null : packHits(hits, this.#rows.rowOf) });
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
        this.#shown = undefined;
        const { projection, message: waiting } = this.#waiting;
        this.#waiting = {};
        await this.#postState(projection);
        this.#selected = undefined;
        await this.showSelection();
        if (this.#session.selection.hits !== undefined) await this.showHits();
        await this.findings.tell();
        if (waiting !== undefined) await this.#post(waiting);
        if (this.#layout !== undefined) await this.#postLiveLayout();
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
        this.#layout?.stop();
        break;
      case 'changeLiveLayout': {
        const problem = this.#layout?.change(message.parameters);
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
        this.#selected = message.ids;
        this.#session.selection.select(message.ids);
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
    const before = work === undefined ? '' : `${plainText(work.short)}${AFTER_WORK}`;
    const title = `${before}${panelTitle(this.#session.folder)}`;
    if (this.#panel.title !== title) this.#panel.title = title;
  }

  /** States are told in the order in which they are asked for: each is the change since the one before. */
  #postState(show: string | undefined): Promise<void> {
    this.#telling = this.#telling.catch(() => undefined).then(() => this.#postChange(show));
    return this.#telling;
  }

  async #postChange(show: string | undefined): Promise<void> {
    if (this.#isDisposed) return;
    try {
      const addressOf = (folder: string): string =>
        String(this.#panel.webview.asWebviewUri(this.#session.uri(folder)));
      const map = await this.#session.map(
        { thumbnails: addressOf(THUMBNAILS_FOLDER), sheets: addressOf(SHEETS_FOLDER) },
        this.#scope,
      );
      // How far the collection is first: where there is no map, the page shows that.
      await this.#post({ type: 'state', state: await this.#session.state() });
      const before = this.#shown;
      this.#shown = map;
      if (map === undefined) await this.#post({ type: 'empty' });
      else {
        const change = mapChange(before, map);
        await this.#post(show === undefined ? { type: 'map', change } : { type: 'map', change, show });
        // Rows are other images by now.
        if (change.images !== undefined && this.#session.selection.hits !== undefined) await this.showHits();
      }
    } catch (error) {
      this.#shown = undefined;
      const ways = this.#scope?.ways(error) ?? [];
      await this.#post({ type: 'problem', message: describeError(error), ways });
    }
  }

  /** What forms, if anything, and at once how far it is. */
  async #postLiveLayout(): Promise<void> {
    const liveLayout = this.#layout;
    await this.#post({ type: 'liveLayout', liveLayout: liveLayout?.map ?? null });
    this.#told = liveLayout;
    if (liveLayout !== undefined) await this.#postFrame(liveLayout);
  }

  async #postFrame(liveLayout: LiveLayout): Promise<void> {
    if (!this.#isReady || this.#told !== liveLayout) return;
    const { frame } = liveLayout;
    if (frame !== undefined) await this.#post({ type: 'frame', ...frame });
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
