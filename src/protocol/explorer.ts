import type { ParameterValue, ProjectionMethod } from '../core/collection/schema.ts';
import type { ExplorerMap } from '../core/explore/map.ts';

/** A map that is being computed: what it is, for as long as it runs. */
export interface FormingMap {
  /** The projection's name. */
  readonly name: string;
  /** For people: `UMAP`, `t-SNE · name`. */
  readonly title: string;
  readonly method: ProjectionMethod;
  readonly seed: number;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** The images that it places, in the order of the frames. */
  readonly ids: readonly string[];
}

/** What the explorer's host (the extension, or the exported page's own stand-in) says to the page. */
export type ToPage =
  /** A new state of the collection; `show` names the projection to switch to, if any. */
  | { readonly type: 'map'; readonly map: ExplorerMap; readonly show?: string }
  /** There is nothing to show yet. */
  | { readonly type: 'empty' }
  /** The collection could not be read; `message` says what to do. */
  | { readonly type: 'problem'; readonly message: string }
  /** Point out one image on the map. */
  | { readonly type: 'reveal'; readonly id: string }
  /** A map has begun to form; null when none does any more (a `map` with the result comes before). */
  | { readonly type: 'forming'; readonly forming: FormingMap | null }
  /** How far it is: [x0, y0, x1, y1, …] (with three dimensions [x0, y0, z0, …]) in the order of its ids. */
  | {
      readonly type: 'frame';
      readonly coordinates: readonly number[];
      readonly dimensions: number;
      readonly done: number;
      readonly total: number;
    };

/** What the page says to its host. */
export type FromPage =
  /** Sent once the page listens; the host answers with `map`, `empty` or `problem`. */
  | { readonly type: 'ready' }
  /** One click previews, a double click pins. */
  | { readonly type: 'openPrompt'; readonly id: string; readonly pin: boolean }
  | { readonly type: 'exploreConcepts' }
  /** Keep the forming map as it is now. */
  | { readonly type: 'stopForming' }
  /** Go on forming with other parameters. */
  | { readonly type: 'changeForming'; readonly parameters: Readonly<Record<string, ParameterValue>> }
  /** The page met an error of its own. */
  | { readonly type: 'pageError'; readonly message: string };
