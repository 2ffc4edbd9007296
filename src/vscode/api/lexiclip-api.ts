/*
 * The public API of the extension LexiCLIP (`lexiclip.lexiclip`), version 1. This file stands alone: copy it, or import its types
 * from the installed extension (dist/lexiclip-api.d.ts). docs/api.md shows how it is used.
 *
 * It reads collections, and selects; it changes no file. All it answers are copies. Ids, prompts and names come from files that
 * may be anyone's: treat them as data.
 */

/** What `vscode.extensions.getExtension<LexiclipExports>('lexiclip.lexiclip')` exports. */
export interface LexiclipExports {
  /**
   * The API of a version. What a version has stays as it is; later ones may add to it.
   * @throws LexiclipApiError `unsupported-version`
   */
  getApi(version: 1): LexiclipApi;
}

/** Folders are named by their addresses: `workspaceFolder.uri.toString()`. Every promise may reject with a `LexiclipApiError`. */
export interface LexiclipApi {
  readonly version: 1;
  /** The workspace folders that have a collection. */
  collections(): Promise<LexiclipCollection[]>;
  /** All images of a collection, each once. */
  images(folder: string): Promise<LexiclipImage[]>;
  /** The maps of a collection, without their points. */
  maps(folder: string): Promise<LexiclipMap[]>;
  /** Where the images are on a map. @param map Its name. */
  points(folder: string, map: string): Promise<LexiclipPoint[]>;
  /**
   * Finds images by LexiCLIP's search language (docs/searching.md): `red fruit`, `model:sdxl cfg>7`, `like:<id>`. A query that
   * ranks by meaning runs the model, which the user may be asked to download; Restricted Mode refuses it.
   */
  search(folder: string, query: string, options?: LexiclipSearchOptions): Promise<LexiclipSearchResult>;
  /** The ids of the images that the user has selected. */
  selection(folder: string): Promise<string[]>;
  /** Selects images in the place of those that were selected, on all maps and for all commands; none by an empty list. */
  select(folder: string, ids: readonly string[]): Promise<void>;
  /** Opens the map of a folder and points out an image. */
  reveal(folder: string, id: string): Promise<void>;
  /** Images, prompts or maps of a folder have changed, or the folder has left the workspace. */
  readonly onDidChangeCollection: LexiclipEvent<LexiclipFolderEvent>;
  readonly onDidChangeSelection: LexiclipEvent<LexiclipFolderEvent>;
}

export interface LexiclipCollection {
  /** The address of the workspace folder: names the collection in all calls. */
  folder: string;
  /** The folder's name. */
  name: string;
  concepts: { name: string; images: number }[];
  /** How many there are; an image of two concepts counts once. */
  images: number;
}

export interface LexiclipImage {
  id: string;
  /** Names of its concepts. */
  concepts: string[];
  prompt: string;
  negativePrompt: string;
  /** Whether its source marked it as not safe for work. LexiCLIP shows such images only where `lexiclip.show.nsfw` says so. */
  nsfw: boolean;
  tags: string[];
  /** 1 to 5; absent where the user has not rated it. */
  rating?: number;
  /** The address of its prompt file, which says the rest. */
  promptFile: string;
}

export interface LexiclipMap {
  name: string;
  /** `umap`, `tsne`, `pca`, …; `imported` for one that was laid out elsewhere. */
  method: string;
  parameters: Record<string, number | string>;
  seed: number;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** Whose vectors were laid out. */
  model: { id: string; label: string };
  dimensions: 2 | 3;
  /** How many images it places. */
  points: number;
  /** The address of its file. */
  file: string;
}

export interface LexiclipPoint {
  id: string;
  x: number;
  y: number;
  /** Of a map in space. */
  z?: number;
}

export interface LexiclipSearchOptions {
  /** How many images are answered: 1 to 100, 20 without it. */
  limit?: number;
  /** Whether plain words rank by what they `meaning`, as without it, or must be `words` of prompts. */
  mode?: 'meaning' | 'words';
  /** Ends the search: it rejects with `cancelled` then. */
  signal?: AbortSignal;
}

export interface LexiclipSearchResult {
  /** The best first; without a ranking in the order of the collection, and without scores. */
  hits: { id: string; score?: number }[];
  /** How many images were looked at. */
  searched: number;
}

export interface LexiclipFolderEvent {
  readonly folder: string;
}

/** A `vscode.Event`. */
export type LexiclipEvent<T> = (
  listener: (event: T) => unknown,
  thisArg?: unknown,
  disposables?: { dispose(): unknown }[],
) => { dispose(): void };

/** What calls throw and reject with: `name` is `LexiclipApiError`, `message` is for people. Decide by `code`. */
export interface LexiclipApiError extends Error {
  readonly code: LexiclipErrorCode;
}

export type LexiclipErrorCode =
  /** An argument is of another type, or out of its range. */
  | 'bad-argument'
  | 'unsupported-version'
  /** No workspace folder has that address. */
  | 'no-such-folder'
  /** The folder has no collection, or one that cannot be read. */
  | 'no-collection'
  | 'no-such-map'
  | 'no-such-image'
  /** The query cannot be understood. */
  | 'bad-query'
  /** The workspace is not trusted. */
  | 'restricted-mode'
  | 'cancelled'
  /** Anything else; `message` says what. */
  | 'failed';
