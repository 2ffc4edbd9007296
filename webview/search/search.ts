import * as l10n from '@vscode/l10n';
import { countOfImages } from '../../src/core/counted.ts';
import type { ExplorerMap, ProjectionView } from '../../src/core/explore/map.ts';
import { localNumber } from '../../src/core/language.ts';
import type { SearchMode } from '../../src/core/search/language.ts';
import { suggest } from '../../src/core/search/suggest.ts';
import type { SearchOutcome } from '../../src/protocol/explorer.ts';
import type { PageHits } from '../../src/protocol/hits-message.ts';
import type { Host } from '../host.ts';
import type { ViewState } from '../view-state.ts';
import { DropTarget } from './drop-target.ts';
import { knownValues, remembered } from './offers.ts';
import { SearchBox, type WayOut } from './search-box.ts';
import type { Offer } from './search-list.ts';

/** Between two keystrokes of who types on. */
const PAUSE_MS = 60;

type KeptSearch = Pick<ViewState, 'searchMode' | 'searches'>;

export interface SearchListener {
  onChange(change: KeptSearch): void;
  /** The map gets the focus. */
  onLeave(): void;
}

/** Searching in the page: words are looked for while they are typed, meaning when Enter is pressed. */
export class Search {
  readonly #host: Pick<Host, 'post' | 'ranks'>;
  readonly #listener: SearchListener;
  readonly #box: SearchBox;
  readonly #drop: DropTarget;
  #kept: KeptSearch = {};
  #drawn: { readonly map: ExplorerMap; readonly projection: ProjectionView } | undefined;
  #hits: PageHits | undefined;
  #outcome: Extract<SearchOutcome, { kind: 'found' }> | undefined;
  #asked = { number: 0, mode: 'words' as SearchMode, isFromWords: false };
  #waiting: number | undefined;
  /** The place of what is wrong with the query. */
  #wrong: readonly [from: number, to: number] | undefined;

  constructor(host: Pick<Host, 'post' | 'ranks'>, listener: SearchListener) {
    [this.#host, this.#listener] = [host, listener];
    this.#box = new SearchBox(host.ranks, {
      onType: () => this.#typed(),
      onEnter: () => this.#entered(),
      onEscape: () => {
        if (this.#box.text === '' && this.#hits === undefined) listener.onLeave();
        else this.#clear();
      },
      onClear: () => {
        this.#clear();
        this.#box.focus();
      },
      onMode: (mode) => this.#switch(mode),
      offers: () => this.#offers(),
      onLeave: () => {
        if (this.#outcome !== undefined && this.#outcome.count > 0) this.#remember();
      },
    });
    this.#drop = new DropTarget(host.ranks, {
      onImage: (name, bytes) => host.post({ type: 'dropImage', name, bytes }),
      onAddress: (address) => host.post({ type: 'dropAddress', address }),
    });
  }

  get element(): HTMLElement {
    return this.#box.element;
  }

  /** Where a file is about to be dropped, over all else. */
  get dropTarget(): HTMLElement {
    return this.#drop.element;
  }

  show(map: ExplorerMap, projection: ProjectionView, hits: PageHits | undefined, kept: KeptSearch): void {
    this.#drawn = { map, projection };
    this.#kept = kept;
    this.#box.showMode(this.#mode);
    if (hits === this.#hits) return;
    this.#hits = hits;
    const isQuery = hits?.kind === 'search';
    // Found before the page was loaded again, or by a command.
    if (isQuery && this.#box.text === '' && !this.#box.hasFocus) this.#box.text = hits.title;
    if (hits !== undefined && !isQuery) this.#box.text = '';
    if (!isQuery) this.#outcome = undefined;
    this.#box.showOther(hits === undefined || isQuery ? '' : hits.title);
    this.#tellCount();
  }

  searched(number: number, outcome: SearchOutcome): void {
    if (number !== this.#asked.number) return;
    this.#wrong = undefined;
    if (outcome.kind === 'found') {
      this.#outcome = outcome;
      this.#box.tell('');
      this.#tellCount();
      return;
    }
    const { message, from, to, way } = outcome;
    if (from !== undefined && to !== undefined) this.#wrong = [from, to];
    const { mode, isFromWords } = this.#asked;
    // The words that were found stay.
    if (isFromWords) this.#choose('words');
    this.#tellCount();
    const ways: WayOut[] = [];
    if (way === 'model')
      ways.push({ label: l10n.t('Choose Model'), go: () => this.#host.post({ type: 'searchWay', way }) });
    if (way === 'trust')
      ways.push({
        label: l10n.t('Manage Workspace Trust'),
        go: () => this.#host.post({ type: 'searchWay', way }),
      });
    if (mode === 'meaning' && way !== undefined)
      ways.push({ label: l10n.t('Search Words in Prompts'), go: () => this.#switch('words') });
    this.#box.tell(message, ways);
  }

  /** Runs a query, or lets the user type one. */
  searchFor(query: string | null, mode: SearchMode): void {
    if (query === null) {
      this.#box.focus();
      return;
    }
    this.#box.text = query;
    this.#choose(mode);
    this.#ask(mode);
    this.#remember();
  }

  /** The keyboard goes to the search box. */
  focus(): void {
    this.#box.focus();
  }

  /** Nobody looks at what was found any more. */
  close(): void {
    this.#clear();
  }

  get #mode(): SearchMode {
    return this.#host.ranks ? (this.#kept.searchMode ?? 'words') : 'words';
  }

  #typed(): void {
    clearTimeout(this.#waiting);
    this.#wrong = undefined;
    this.#box.tell('');
    if (this.#box.text.trim() === '') {
      this.#closeHits();
      return;
    }
    if (this.#mode === 'words') this.#waiting = window.setTimeout(() => this.#ask('words'), PAUSE_MS);
    else this.#tellCount();
  }

  #entered(): void {
    if (this.#box.text.trim() === '') return;
    if (this.#wrong !== undefined) {
      this.#box.select(...this.#wrong);
      return;
    }
    this.#remember();
    // A model without words has nothing to rank by.
    const knowsWords = this.#host.ranks && this.#drawn?.projection.model.standIn !== true;
    if (this.#mode === 'words' && knowsWords) {
      this.#choose('meaning');
      this.#ask('meaning', true);
    } else this.#ask(this.#mode);
  }

  #switch(mode: SearchMode): void {
    this.#choose(mode);
    this.#box.tell('');
    if (this.#box.text.trim() !== '') this.#ask(mode);
    this.#box.focus();
  }

  #choose(mode: SearchMode): void {
    this.#listener.onChange({ searchMode: mode });
    this.#kept = { ...this.#kept, searchMode: mode };
    this.#box.showMode(mode);
  }

  #ask(mode: SearchMode, isFromWords = false): void {
    clearTimeout(this.#waiting);
    const number = this.#asked.number + 1;
    this.#asked = { number, mode, isFromWords };
    const query = this.#box.text;
    if (mode === 'meaning') this.#box.showCount(l10n.t('Searching…'), true);
    this.#host.post({ type: 'search', query, mode, number });
  }

  #clear(): void {
    clearTimeout(this.#waiting);
    this.#box.text = '';
    this.#box.tell('');
    this.#closeHits();
  }

  #closeHits(): void {
    // An answer that is still on its way is nobody's.
    this.#asked = { ...this.#asked, number: this.#asked.number + 1 };
    this.#outcome = undefined;
    this.#wrong = undefined;
    this.#host.post({ type: 'closeHits' });
    this.#tellCount();
  }

  #remember(): void {
    const searches = remembered(this.#kept.searches ?? [], this.#box.text);
    this.#kept = { ...this.#kept, searches };
    this.#listener.onChange({ searches });
  }

  #tellCount(): void {
    const clears = this.#box.text !== '' || this.#hits !== undefined;
    const by = this.#outcome?.by;
    this.#box.showCount(this.#countText(), clears, by === undefined ? '' : l10n.t('ranked by {0}', by));
  }

  #countText(): string {
    const hits = this.#hits;
    if (hits === undefined) return '';
    const outcome = this.#outcome;
    if (hits.ids.length === 0) return l10n.t('No images');
    if (outcome === undefined) return countOfImages(hits.ids.length);
    return l10n.t('{0} of {1}', localNumber(hits.ids.length), localNumber(outcome.of));
  }

  /** The queries of before where nothing is typed; else what could be typed next. */
  #offers(): readonly Offer[] {
    const { text, caret } = this.#box;
    if (text === '')
      return (this.#kept.searches ?? []).map((query) => ({
        text: query,
        detail: l10n.t('searched before'),
        choose: () => {
          this.#box.text = query;
          this.#box.offer([]);
          this.#ask(this.#mode);
        },
      }));
    const drawn = this.#drawn;
    if (drawn === undefined) return [];
    return suggest(text, caret, (field) => knownValues(drawn.map, drawn.projection, field)).map(
      ({ from, to, text: inserted, detail }) => ({
        text: inserted.trim(),
        detail,
        choose: () => {
          this.#box.text = text.slice(0, from) + inserted + text.slice(to);
          this.#box.select(from + inserted.length, from + inserted.length);
          this.#box.offer(this.#offers());
          this.#typed();
        },
      }),
    );
  }
}
