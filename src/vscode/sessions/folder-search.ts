import type { Collection } from '../../core/collection/collection.ts';
import type { ModelInfo } from '../../core/collection/schema.ts';
import { clusterNames } from '../../core/explore/cluster-names.ts';
import type { Hits } from '../../core/explore/hits.ts';
import { filterImages, PromptWords } from '../../core/search/filter.ts';
import { parseSearch, type SearchMode } from '../../core/search/language.ts';
import type { LongTask } from '../../core/signal.ts';
import type { Lexiclip } from '../../node/lexiclip.ts';

/** More than anyone scrolls through. */
const MOST_RANKED = 100;
/** Images of one's own that `like:` knows at the same time. */
const MOST_GIVEN = 20;
/** So long after a search its inference process waits for the next: loading the text side takes a second. */
const IDLE_MS = 120_000;

export interface SearchedFolder {
  readonly collection: Collection;
  /** The pipeline with the settings of now. */
  open(): Lexiclip;
  /** What differs when another model would be asked. */
  settings(): string;
}

export interface Searching {
  readonly hits: Hits;
  /** How many images were looked at. */
  readonly searched: number;
  /** Whose vectors ranked them, where any did. */
  readonly model: ModelInfo | undefined;
}

/** Finds images of a folder again and again: what one search has made serves the next. */
export class FolderSearch {
  readonly #folder: SearchedFolder;
  readonly #words = new PromptWords();
  readonly #given = new Map<string, Float32Array>();
  #kept: { readonly settings: string; readonly lexiclip: Lexiclip } | undefined;
  #idle: NodeJS.Timeout | undefined;
  #busy = 0;

  constructor(folder: SearchedFolder) {
    this.#folder = folder;
  }

  /** Whether a query is answered from what is in memory: no model is run for it, and nothing but vectors' files is read. */
  static ranks(query: string, mode: SearchMode): boolean {
    return parseSearch(query, mode).terms.length > 0;
  }

  /** @throws LexiclipError `bad-query`, and what ranking throws. */
  async find(query: string, mode: SearchMode, task: LongTask): Promise<Searching> {
    if (!FolderSearch.ranks(query, mode)) return this.#filter(query, mode, task);
    const request = { query, limit: MOST_RANKED, words: mode === 'words' };
    const kept = { words: this.#words, given: this.#given };
    const { model, searched, hits, all } = await this.#with((lexiclip) =>
      lexiclip.search(request, task, kept),
    );
    const ids = hits.map(({ id }) => id);
    const scores = hits.map(({ score = NaN }) => score);
    return { hits: { kind: 'search', title: query, ids, scores, all }, searched, model };
  }

  /**
   * Embeds an image from elsewhere, so that images like it can be found; it is kept nowhere, and its vector in memory.
   * @returns What `like:` calls it.
   */
  async add(name: string, bytes: Uint8Array<ArrayBuffer>, task: LongTask): Promise<string> {
    const vector = await this.#with((lexiclip) => lexiclip.vectorOf({ name, bytes }, task));
    const called = `file:${name.replaceAll(/["“”„]/g, '').trim()}`;
    this.#given.delete(called);
    for (const [oldest] of [...this.#given].slice(0, Math.max(0, this.#given.size + 1 - MOST_GIVEN)))
      this.#given.delete(oldest);
    this.#given.set(called, vector);
    return called;
  }

  dispose(): void {
    clearTimeout(this.#idle);
    this.#kept?.lexiclip.dispose();
    this.#kept = undefined;
  }

  async #filter(query: string, mode: SearchMode, { signal }: LongTask): Promise<Searching> {
    const { collection } = this.#folder;
    const { conditions } = parseSearch(query, mode);
    const view = await collection.index.recentView();
    const { images } = view;
    const asksClusters = conditions.some(({ field }) => field === 'cluster');
    const searched = {
      images,
      concepts: view.concepts.map(({ name }) => name),
      clustersOf: asksClusters ? await clusterNames(collection, images) : undefined,
    };
    const rows = await filterImages(searched, conditions, this.#words, { pause: collection.pause, signal });
    const ids = rows.flatMap((row) => images[row]?.id ?? []);
    return { hits: { kind: 'search', title: query, ids }, searched: images.length, model: undefined };
  }

  /** Vectors of another model are of another space. */
  async #with<T>(work: (lexiclip: Lexiclip) => Promise<T>): Promise<T> {
    const settings = this.#folder.settings();
    if (this.#kept?.settings !== settings) {
      this.dispose();
      this.#given.clear();
      this.#kept = { settings, lexiclip: this.#folder.open() };
    }
    clearTimeout(this.#idle);
    this.#busy++;
    try {
      return await work(this.#kept.lexiclip);
    } finally {
      this.#busy--;
      if (this.#busy === 0) this.#idle = setTimeout(() => this.dispose(), IDLE_MS).unref();
    }
  }
}
