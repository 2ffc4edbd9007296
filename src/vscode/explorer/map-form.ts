import * as vscode from 'vscode';
import { LexiclipError } from '../../core/errors.ts';
import type { MapFormStart } from '../../core/project/map-form.ts';
import type { MapPreviews } from '../../core/project/preview.ts';
import { describeError } from '../../core/wording.ts';
import type { Lexiclip } from '../../node/lexiclip.ts';
import type { FromPage, MapPreview, ToPage } from '../../protocol/explorer.ts';
import { readSettings } from '../config.ts';
import { refuseRestricted } from '../restricted-mode.ts';
import type { FolderSession } from '../sessions/folder-session.ts';

type FormMessage = Extract<FromPage, { type: 'askMapForm' | 'previewMap' | 'makeMap' | 'closeMapForm' }>;

/** What a form is opened for. */
export interface MapFormSubject {
  /** The map that is computed again; without it, a new one is made. */
  readonly projection?: string | undefined;
  /** What a new map is to be called. */
  readonly name?: string | undefined;
}

/**
 * What a form opens with, as the maps of a folder are now.
 * @throws LexiclipError `no-images`, `no-such-map`, `imported-map`.
 */
export async function mapFormStart(
  { collection, folder }: FolderSession,
  { projection, name }: MapFormSubject,
): Promise<MapFormStart> {
  if (!(await collection.index.recentView()).exists) throw new LexiclipError({ kind: 'no-images' });
  const maps = await collection.projections();
  const { seed: usualSeed } = readSettings(folder);
  const taken = maps.map((map) => map.name);
  if (projection === undefined)
    return { method: 'umap', parameters: {}, seed: usualSeed, usualSeed, name, taken };
  const map = maps.find((one) => one.name === projection);
  if (map === undefined) throw new LexiclipError({ kind: 'no-such-map', name: projection });
  const { method, parameters, seed } = map;
  if (method === 'imported') throw new LexiclipError({ kind: 'imported-map', name: projection });
  return { method, parameters, seed, usualSeed, name: projection, taken };
}

/** The form of a map in a page: what it opens with, the previews it shows, and the map it asks for. */
export class PanelMapForm {
  readonly #session: FolderSession;
  readonly #post: (message: ToPage) => Promise<void>;
  #previewing = new AbortController();
  /** Kept while the form is open: it has read the vectors. */
  #kept: { readonly lexiclip: Lexiclip; readonly previews: MapPreviews } | undefined;
  /** Whether the form was opened from the sidebar, which gets the focus back. */
  #isFromTree = false;
  #isMaking = false;

  constructor(session: FolderSession, post: (message: ToPage) => Promise<void>) {
    this.#session = session;
    this.#post = post;
  }

  /** A form is about to open. */
  begin(isFromTree: boolean): void {
    this.dispose();
    this.#isFromTree = isFromTree;
  }

  /** @throws LexiclipError what `mapFormStart` throws. */
  async answer(message: FormMessage): Promise<void> {
    switch (message.type) {
      case 'askMapForm': {
        const start = await mapFormStart(this.#session, message);
        this.begin(false);
        await this.#post({ type: 'mapForm', start });
        break;
      }
      case 'previewMap':
        await this.#preview(message);
        break;
      case 'makeMap': {
        const { name, method, parameters, seed } = message;
        const folder = this.#session.folder.uri.toString();
        this.#isMaking = true;
        try {
          // By command: what Restricted Mode refuses is refused there.
          await vscode.commands.executeCommand('lexiclip.newMap', { folder, name, method, parameters, seed });
        } finally {
          this.#isMaking = false;
        }
        break;
      }
      case 'closeMapForm':
        this.dispose();
        if (this.#isFromTree) await vscode.commands.executeCommand('lexiclip.collection.focus');
        break;
    }
  }

  /** A map is being made: a form that asked for it is done with, and stays open where it was refused. */
  async making(): Promise<void> {
    if (!this.#isMaking) return;
    this.dispose();
    await this.#post({ type: 'mapForm', start: null });
  }

  /** Ends the preview, and forgets what it has read. */
  dispose(): void {
    this.#previewing.abort();
    this.#kept?.lexiclip.dispose();
    this.#kept = undefined;
  }

  /** The newest preview alone is computed; why there is none is told in its place. */
  async #preview({ number, ...request }: Extract<FormMessage, { type: 'previewMap' }>): Promise<void> {
    this.#previewing.abort();
    this.#previewing = new AbortController();
    const { signal } = this.#previewing;
    const tell = (preview: MapPreview): void => {
      if (!signal.aborted) void this.#post({ type: 'mapPreview', number, preview });
    };
    try {
      refuseRestricted();
      await this.#previews().run(request, signal, ({ layout: coordinates, ...frame }) =>
        tell({ kind: 'frame', coordinates, ...frame }),
      );
    } catch (error) {
      tell({ kind: 'failed', message: describeError(error) });
    }
  }

  #previews(): MapPreviews {
    if (this.#kept === undefined) {
      const lexiclip = this.#session.open();
      this.#kept = { lexiclip, previews: lexiclip.mapPreviews() };
    }
    return this.#kept.previews;
  }
}
