import { SHEETS_FOLDER, THUMBNAILS_FOLDER } from '../../core/collection/paths.ts';
import { mapChange } from '../../core/explore/changes.ts';
import type { ExplorerMap } from '../../core/explore/map.ts';
import { describeError } from '../../core/wording.ts';
import type { ToPage } from '../../protocol/explorer.ts';
import { packHits } from '../../protocol/hits-message.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { LiveLayout } from '../sessions/live-layout.ts';
import type { MapScope } from '../sessions/map-scope.ts';
import { LatestOnly } from './latest-only.ts';

/** A few frames a second are seen as a movement: the page glides from one to the next. */
const FRAME_MS = 200;

/** The page, as far as it is told of the collection. */
interface ToldPage {
  /** From which it loads the files of a folder of the collection. */
  addressOf(folder: string): string;
  /** Nothing is told to a page that has been closed. */
  post(message: ToPage): Promise<void>;
}

/**
 * What a page has of its folder: the collection, what forms, what is selected and what was found. The page is told what
 * changes, as long as it listens.
 */
export class ShownCollection {
  readonly #session: FolderSession;
  readonly #scope: MapScope | undefined;
  readonly #page: ToldPage;
  readonly #frames: LatestOnly<LiveLayout>;
  #isListening = false;
  #shown: ExplorerMap | undefined;
  /** What the page knows to form: frames of nothing else are for it. */
  #told: LiveLayout | undefined;
  #selected: readonly string[] | undefined;
  #telling = Promise.resolve();
  /** The rows of the images that the page has. */
  #rows: { readonly ids: readonly string[]; readonly rowOf: ReadonlyMap<string, number> } | undefined;

  constructor(session: FolderSession, scope: MapScope | undefined, page: ToldPage) {
    [this.#session, this.#scope, this.#page] = [session, scope, page];
    this.#frames = new LatestOnly(FRAME_MS, (liveLayout) => this.#postFrame(liveLayout));
  }

  /** What forms of the maps that this shows. */
  get layout(): LiveLayout | undefined {
    return this.#session.layoutIn(this.#scope);
  }

  /** The page listens from now on, and has nothing yet. @param show The map to switch to, if any. */
  async begin(show: string | undefined): Promise<void> {
    this.#isListening = true;
    this.#shown = undefined;
    await this.tell(show);
    this.#selected = undefined;
    await this.tellSelection();
    if (this.#session.selection.hits !== undefined) await this.tellHits();
  }

  /** A hidden page is unloaded and hears nothing. */
  end(): void {
    this.#isListening = false;
    this.#shown = undefined;
    this.#told = undefined;
  }

  /** States are told in the order in which they are asked for: each is the change since the one before. */
  tell(show?: string): Promise<void> {
    this.#telling = this.#telling.catch(() => undefined).then(() => this.#postChange(show));
    return this.#telling;
  }

  /** No frame is on its way any more that was offered before. */
  dropFrames(): void {
    this.#frames.drop();
  }

  /** What forms, if anything, and at once how far it is. */
  async tellLayout(): Promise<void> {
    const { layout } = this;
    await this.#page.post({ type: 'liveLayout', liveLayout: layout?.map ?? null });
    this.#told = layout;
    if (layout !== undefined) await this.#postFrame(layout);
  }

  /** Passes on what the forming map looks like now. */
  tellFrame(): void {
    const { layout } = this;
    if (this.#isListening && layout !== undefined) this.#frames.offer(layout);
  }

  /** The page has selected images itself. */
  adoptSelection(ids: readonly string[]): void {
    this.#selected = ids;
    this.#session.selection.select(ids);
  }

  /** Tells which images are selected, unless the page said so itself; after what is being told of the collection. */
  async tellSelection(): Promise<void> {
    await this.#telling.catch(() => undefined);
    const { ids } = this.#session.selection;
    if (!this.#isListening || ids === this.#selected) return;
    this.#selected = ids;
    await this.#page.post({ type: 'select', ids });
  }

  /** Tells which images were found. */
  async tellHits(): Promise<void> {
    const { hits } = this.#session.selection;
    const ids = this.#shown?.images.ids;
    if (!this.#isListening || ids === undefined) return;
    if (this.#rows?.ids !== ids) this.#rows = { ids, rowOf: new Map(ids.map((id, row) => [id, row])) };
    const packed = hits === undefined ? null : packHits(hits, this.#rows.rowOf);
    await this.#page.post({ type: 'hits', hits: packed });
  }

  async #postChange(show: string | undefined): Promise<void> {
    try {
      const addresses = {
        thumbnails: this.#page.addressOf(THUMBNAILS_FOLDER),
        sheets: this.#page.addressOf(SHEETS_FOLDER),
      };
      const map = await this.#session.map(addresses, this.#scope);
      // How far the collection is first: where there is no map, the page shows that.
      await this.#page.post({ type: 'state', state: await this.#session.state() });
      const before = this.#shown;
      this.#shown = map;
      if (map === undefined) await this.#page.post({ type: 'empty' });
      else {
        const change = mapChange(before, map);
        await this.#page.post(show === undefined ? { type: 'map', change } : { type: 'map', change, show });
        // Rows are other images by now.
        if (change.images !== undefined && this.#session.selection.hits !== undefined) await this.tellHits();
      }
    } catch (error) {
      this.#shown = undefined;
      const ways = this.#scope?.ways(error) ?? [];
      await this.#page.post({ type: 'problem', message: describeError(error), ways });
    }
  }

  async #postFrame(layout: LiveLayout): Promise<void> {
    if (!this.#isListening || this.#told !== layout) return;
    const { frame } = layout;
    if (frame !== undefined) await this.#page.post({ type: 'frame', ...frame });
  }
}
