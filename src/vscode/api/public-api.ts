import type { CollectionView } from '../../core/collection/collection-view.ts';
import { LexiclipError } from '../../core/errors.ts';
import type { ExplorerPanels } from '../explorer/panels.ts';
import { refuseRestricted } from '../restricted-mode.ts';
import { FolderSearch } from '../sessions/folder-search.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { FolderSessions } from '../sessions/folder-sessions.ts';
import { sessionAt } from '../sessions/session-at.ts';
import { argument } from './api-arguments.ts';
import { ApiError, apiError } from './api-error.ts';
import { FolderEvents } from './folder-events.ts';
import type {
  LexiclipApi,
  LexiclipCollection,
  LexiclipExports,
  LexiclipSearchResult,
} from './lexiclip-api.ts';
import { imagesOf, mapOf, pointsOf } from './plain-data.ts';

/**
 * What other extensions get of this one (lexiclip-api.ts). Their calls are checked like any input from outside; what they get are
 * copies, and the object itself cannot be changed by one of them for the others.
 */
export class PublicApi {
  readonly #changed: FolderEvents;
  readonly #selected: FolderEvents;
  /** What `activate` returns. */
  readonly exports: LexiclipExports;

  constructor(sessions: FolderSessions, panels: ExplorerPanels) {
    this.#changed = new FolderEvents(sessions, 'collection', 'removed');
    this.#selected = new FolderEvents(sessions, 'selection');
    const events = {
      onDidChangeCollection: this.#changed.event,
      onDidChangeSelection: this.#selected.event,
    };
    const api: LexiclipApi = Object.freeze({ ...callsOn(sessions, panels), ...events });
    this.exports = Object.freeze({
      getApi: (version: unknown) => {
        if (version === 1) return api;
        throw new ApiError(
          'unsupported-version',
          `There is no version ${String(version)} of LexiCLIP’s API.`,
        );
      },
    });
  }

  dispose(): void {
    this.#changed.dispose();
    this.#selected.dispose();
  }
}

type Calls = Omit<LexiclipApi, 'onDidChangeCollection' | 'onDidChangeSelection'>;

function callsOn(sessions: FolderSessions, panels: ExplorerPanels): Calls {
  const folders = new ApiFolders(sessions);
  return {
    version: 1,
    collections: () => answering(() => folders.collections()),
    images: (folder) =>
      answering(async () => {
        const { session, view } = await folders.opened(folder);
        return imagesOf(view, addressIn(session), session.collection.pause);
      }),
    maps: (folder) =>
      answering(async () => {
        const { session } = await folders.opened(folder);
        return (await session.collection.projections()).map((map) => mapOf(map, addressIn(session)));
      }),
    points: (folder, map) =>
      answering(async () => {
        const { session } = await folders.opened(folder);
        const name = argument('map', map);
        const found = (await session.collection.projections()).find((one) => one.name === name);
        if (found === undefined) throw new LexiclipError({ kind: 'no-such-map', name });
        return pointsOf(found, session.collection.pause);
      }),
    search: (folder, query, options) =>
      answering(async () => {
        const { session } = await folders.opened(folder);
        return search(session, argument('query', query), argument('options', options));
      }),
    selection: (folder) =>
      answering(async () => {
        const { session } = await folders.opened(folder);
        return [...session.selection.ids];
      }),
    select: (folder, ids) =>
      answering(async () => {
        const { session, view } = await folders.opened(folder);
        const wanted = [...new Set(argument('ids', ids))];
        checkImages(view, wanted);
        session.selection.select(wanted);
      }),
    reveal: (folder, id) =>
      answering(async () => {
        const { session, view } = await folders.opened(folder);
        const wanted = argument('id', id);
        checkImages(view, [wanted]);
        const panel = await panels.show(session);
        await panel.revealImage(wanted);
      }),
  };
}

/** The workspace's folders by their addresses. */
class ApiFolders {
  readonly #sessions: FolderSessions;

  constructor(sessions: FolderSessions) {
    this.#sessions = sessions;
  }

  async collections(): Promise<LexiclipCollection[]> {
    const known = await Promise.all(
      this.#sessions.all.map(async (session): Promise<LexiclipCollection[]> => {
        const view = await session.collection.index.recentView().catch(() => undefined);
        if (view?.exists !== true) return [];
        const concepts = view.concepts.map(({ name, images }) => ({ name, images: images.length }));
        const { folder } = session;
        return [{ folder: addressOf(session), name: folder.name, concepts, images: view.images.length }];
      }),
    );
    return known.flat();
  }

  /** @throws ApiError `no-such-folder`, `no-collection` */
  async opened(given: unknown): Promise<{ readonly session: FolderSession; readonly view: CollectionView }> {
    const folder = argument('folder', given);
    const session = sessionAt(this.#sessions, folder);
    if (session === undefined) throw new ApiError('no-such-folder', 'No workspace folder has that address.');
    const view = await session.collection.index.recentView();
    if (!view.exists) throw new ApiError('no-collection', 'The folder has no collection.');
    return { session, view };
  }
}

async function search(
  session: FolderSession,
  query: string,
  { limit, mode, signal }: ReturnType<typeof argument<'options'>>,
): Promise<LexiclipSearchResult> {
  if (FolderSearch.ranks(query, mode)) refuseRestricted();
  const task = { signal: signal ?? new AbortController().signal, onProgress: () => undefined };
  const { hits, searched } = await session.search.find(query, mode, task);
  task.signal.throwIfAborted();
  const first = hits.ids.slice(0, limit);
  return {
    hits: first.map((id, at) => {
      const score = hits.scores?.[at];
      return score === undefined || Number.isNaN(score) ? { id } : { id, score };
    }),
    searched,
  };
}

/** @throws LexiclipError `no-such-images` */
function checkImages(view: CollectionView, ids: readonly string[]): void {
  const unknown = ids.filter((id) => view.image(id) === undefined);
  if (unknown.length > 0) throw new LexiclipError({ kind: 'no-such-images', ids: unknown });
}

/** @throws ApiError */
async function answering<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw apiError(error);
  }
}

function addressOf({ folder }: FolderSession): string {
  return folder.uri.toString();
}

function addressIn(session: FolderSession): (path: string) => string {
  return (path) => session.uri(path).toString();
}
