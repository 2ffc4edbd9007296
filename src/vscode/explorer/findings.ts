import * as vscode from 'vscode';
import { hitsOf, stillThere, type Findings } from '../../core/explore/findings.ts';
import type { OutlierKind } from '../../core/reports.ts';
import type { LongTask } from '../../core/signal.ts';
import type { FromPage, ToPage } from '../../protocol/explorer.ts';
import { takeOut } from '../commands/run-change.ts';
import { refuseRestricted } from '../restricted-mode.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import { find, type FindRequest } from './find.ts';
import { moveTo, moveToTrash } from './sort-out.ts';

/** As alike as two renderings of one picture; CLIP's vectors of different pictures seldom are. */
const LEAST_SIMILARITY = 0.95;

/** A search whose neighbours are known takes milliseconds: nobody needs to be told of it. */
const quietly: LongTask = { signal: new AbortController().signal, onProgress: () => undefined };

/** What the page says of findings. */
type FindingsMessage = Extract<
  FromPage,
  { type: 'askFindings' | 'lookAtFindings' | 'closeFindings' | 'actOnFinding' | 'keepers' }
>;

/** What was found out of place or double in a folder, as long as its explorer shows it. */
export class PanelFindings {
  readonly #session: FolderSession;
  readonly #post: (message: ToPage) => Promise<void>;
  /** As it was found; what is not in the collection any more is left out when it is told. */
  #found: Findings | undefined;
  #outliers: OutlierKind = 'misplaced';
  /** Searches so far: one that is overtaken by another is not told. */
  #searches = 0;

  constructor(session: FolderSession, post: (message: ToPage) => Promise<void>) {
    this.#session = session;
    this.#post = post;
  }

  /** @throws LexiclipError what the commands throw, and `restricted-mode` for what changes files. */
  async answer(message: FindingsMessage): Promise<void> {
    switch (message.type) {
      case 'askFindings':
        // By command: what Restricted Mode refuses is refused there.
        await vscode.commands.executeCommand(
          message.kind === 'outliers' ? 'lexiclip.findOutliers' : 'lexiclip.findDuplicates',
          { ...message, folder: this.#session.folder.uri.toString() },
        );
        break;
      case 'lookAtFindings':
        this.#lookAt(message.outliers);
        break;
      case 'closeFindings':
        this.#searches++;
        this.#found = undefined;
        this.#session.selection.show(undefined);
        break;
      case 'actOnFinding':
        await this.#act(message);
        break;
      case 'keepers':
        await this.#keep(message);
        break;
    }
  }

  /** Looks for outliers or near-duplicates, and shows them. @param request Without a similarity: as before, or 0.95. */
  async find(
    request:
      | { readonly kind: 'outliers' }
      | { readonly kind: 'duplicates'; readonly similarity?: number | undefined },
  ): Promise<void> {
    const search = ++this.#searches;
    const wanted = request.kind === 'outliers' ? request : this.#withSimilarity(request.similarity);
    const isAgain = this.#found?.kind === request.kind;
    const found = isAgain ? await this.#again(wanted) : await this.#first(wanted);
    if (found === undefined || search !== this.#searches) return;
    this.#found = found;
    this.#outliers = 'misplaced';
    await this.tell();
  }

  /** Tells the page what there is to show, as the collection is now; null where it still shows what is closed. */
  async tell(): Promise<void> {
    const found = this.#found;
    if (found === undefined) return;
    const view = await this.#session.collection.index.recentView();
    const now = stillThere(found, view);
    this.#session.selection.show(hitsOf(now, this.#outliers === 'alone'));
    await this.#post({ type: 'findings', findings: now });
  }

  /** Of the odd ones, the user looks at these: they are lit on the map. */
  #lookAt(kind: OutlierKind): void {
    this.#outliers = kind;
    if (this.#found !== undefined) this.#session.selection.show(hitsOf(this.#found, kind === 'alone'));
  }

  async #act({ action, id, concept }: Extract<FromPage, { type: 'actOnFinding' }>): Promise<void> {
    refuseRestricted();
    if (action === 'takeOut') await takeOut(this.#session, [id]);
    else if (action === 'move') {
      if (concept !== undefined) await moveTo(this.#session, id, concept);
    } else {
      this.#session.selection.select([id]);
      await vscode.commands.executeCommand('lexiclip.tag', {
        folder: this.#session.folder.uri.toString(),
      });
    }
  }

  /** Of each set, at least one image stays, whatever the page says. */
  async #keep({ going, how }: Extract<FromPage, { type: 'keepers' }>): Promise<void> {
    refuseRestricted();
    const found = this.#found;
    if (found?.kind !== 'duplicates') return;
    const gone = new Set(going);
    const sets = found.sets.filter((set) => !set.images.every(({ id }) => gone.has(id)));
    const shown = sets.flatMap(({ images }) => images.map(({ id }) => id));
    const leaving = shown.filter((id) => gone.has(id));
    if (leaving.length === 0) return;
    if (how === 'takeOut') await takeOut(this.#session, leaving);
    else {
      const keeping = shown.filter((id) => !gone.has(id));
      await moveToTrash(this.#session, leaving, keeping);
    }
  }

  #withSimilarity(given: number | undefined): FindRequest {
    const before = this.#found?.kind === 'duplicates' ? this.#found.similarity : LEAST_SIMILARITY;
    return { kind: 'duplicates', similarity: given ?? before };
  }

  /** With progress: the neighbours may have to be computed. */
  #first(request: FindRequest): Promise<Findings | undefined> {
    return this.#session.run('LexiCLIP', (lexiclip, task) => find(this.#session, lexiclip, request, task));
  }

  async #again(request: FindRequest): Promise<Findings> {
    const lexiclip = this.#session.open();
    try {
      return await find(this.#session, lexiclip, request, quietly);
    } finally {
      lexiclip.dispose();
    }
  }
}
