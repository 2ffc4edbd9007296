import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { quotedValue } from '../../core/search/suggest.ts';
import type { LongTask } from '../../core/signal.ts';
import type { FromPage, SearchOutcome, SearchWay, ToPage } from '../../protocol/explorer.ts';
import { searchFailure } from '../../protocol/search-failure.ts';
import { refuseRestricted } from '../restricted-mode.ts';
import { FolderSearch } from '../sessions/folder-search.ts';
import type { FolderSession } from '../sessions/folder-session.ts';

const COMMANDS: Readonly<Record<SearchWay, string>> = {
  model: 'lexiclip.chooseModel',
  trust: 'workbench.trust.manage',
};

/** Answers what a page's search box asks: the newest question alone. */
export class SearchAnswers {
  readonly #session: FolderSession;
  readonly #post: (message: ToPage) => Promise<void>;
  #running = new AbortController();

  constructor(session: FolderSession, post: (message: ToPage) => Promise<void>) {
    this.#session = session;
    this.#post = post;
  }

  async answer(message: Extract<FromPage, { type: 'search' | 'dropImage' | 'searchWay' }>): Promise<void> {
    switch (message.type) {
      case 'search':
        await this.#search(message);
        break;
      case 'dropImage':
        await this.#drop(message.name, new Uint8Array(message.bytes));
        break;
      case 'searchWay':
        await vscode.commands.executeCommand(COMMANDS[message.way]);
        break;
    }
  }

  async #search({ query, mode, number }: Extract<FromPage, { type: 'search' }>): Promise<void> {
    const { signal } = this.#next();
    try {
      const ranks = FolderSearch.ranks(query, mode);
      if (ranks) refuseRestricted();
      const { hits, searched, model } = await this.#late(signal, (task) =>
        this.#session.search.find(query, mode, task),
      );
      if (signal.aborted) return;
      this.#session.selection.show(hits);
      const by = model === undefined ? undefined : model.standIn ? model.id : model.label;
      await this.#tell(number, { kind: 'found', count: hits.ids.length, of: searched, by });
    } catch (error) {
      if (signal.aborted) return;
      await this.#tell(number, searchFailure(error));
    }
  }

  /** Embeds an image that was dropped, then has the page look for images like it. */
  async #drop(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    refuseRestricted();
    const { signal } = this.#next();
    const called = await this.#late(signal, (task) => this.#session.search.add(name, bytes, task));
    if (!signal.aborted)
      await this.#post({ type: 'searchFor', query: `like:${quotedValue(called)}`, mode: 'meaning' });
  }

  /** Nobody waits for an answer any more. */
  cancel(): void {
    this.#running.abort();
  }

  #late<T>(signal: AbortSignal, work: (task: LongTask) => Promise<T>): Promise<T> {
    const { folder, works } = this.#session;
    return works.run({ title: l10n.t('LexiCLIP: Search'), folder, signal, isLate: true }, work);
  }

  #next(): AbortController {
    this.cancel();
    this.#running = new AbortController();
    return this.#running;
  }

  #tell(number: number, outcome: SearchOutcome): Promise<void> {
    return this.#post({ type: 'searched', number, outcome });
  }
}
