import type { ParameterValue } from '../core/collection/schema.ts';
import type { MapChange } from '../core/explore/changes.ts';
import type { ImageDetails } from '../core/explore/details.ts';
import type { Hits } from '../core/explore/hits.ts';
import type { LiveLayoutFrame } from '../core/explore/live-layout.ts';
import type { LiveLayoutInfo } from '../core/explore/map.ts';
import type { CollectionState, NextStep } from '../core/explore/state.ts';
import type { SelectionActionName } from './selection-actions.ts';

/** What the explorer's host (the extension, or the exported page's own stand-in) says to the page. */
export type ToPage =
  /** A new state of the collection, as what has changed since the last; `show` names the projection to switch to, if any. */
  | { readonly type: 'map'; readonly change: MapChange; readonly show?: string }
  /** The answer to `askPrompt`. */
  | { readonly type: 'prompt'; readonly id: string; readonly prompt: string }
  /** The answer to `askDetails`; null where the image is not there any more. */
  | { readonly type: 'details'; readonly id: string; readonly details: ImageDetails | null }
  /** The answer to `askPicture`: the image file; null where it cannot be shown. */
  | { readonly type: 'picture'; readonly id: string; readonly bytes: Uint8Array | null }
  /** The prompt file of this image is what the editor shows now. */
  | { readonly type: 'active'; readonly id: string }
  /** There is nothing to show yet. */
  | { readonly type: 'empty' }
  /** The collection could not be read; `message` says what to do. */
  | { readonly type: 'problem'; readonly message: string }
  /** How far the collection is; told before `map` or `empty`. */
  | { readonly type: 'state'; readonly state: CollectionState }
  /** Point out one image on the map. */
  | { readonly type: 'reveal'; readonly id: string }
  /** These images are selected, wherever that was done. */
  | { readonly type: 'select'; readonly ids: readonly string[] }
  /** These images were found: they are lit, and the others grey. Null when nobody looks at any more. */
  | { readonly type: 'hits'; readonly hits: Hits | null }
  /** The map as it is looked at is wanted as a picture. */
  | ({ readonly type: 'askMapPicture' } & MapPictureWish)
  /** A map has begun to form; null when none does any more (a `map` with the result comes before). */
  | { readonly type: 'liveLayout'; readonly liveLayout: LiveLayoutInfo | null }
  /** What it looks like now. */
  | ({ readonly type: 'frame' } & LiveLayoutFrame);

/** A picture of the map that shows. */
export interface MapPictureWish {
  readonly format: 'png' | 'svg';
  /** Pixels, of an SVG those of its view box. */
  readonly width: number;
  readonly height: number;
  /** Pixels of a PNG to one of its size. */
  readonly scale: number;
}

/** What can be done with an image. */
export const imageActions = ['openImage', 'copyPrompt', 'revealFile', 'findSimilar'] as const;
export type ImageAction = (typeof imageActions)[number];

/** What the page says to its host. */
export type FromPage =
  /** Sent once the page listens; the host answers with `map`, `empty` or `problem`. */
  | { readonly type: 'ready' }
  /** One click previews, a double click pins. */
  | { readonly type: 'openPrompt'; readonly id: string; readonly pin: boolean }
  /** An image's prompt is wanted, to be shown. */
  | { readonly type: 'askPrompt'; readonly id: string }
  /** What is shown beside the map is wanted; the named one tells by whose vectors images are near each other. */
  | { readonly type: 'askDetails'; readonly id: string; readonly projection: string }
  | { readonly type: 'askPicture'; readonly id: string }
  /** A button beside the map. */
  | { readonly type: 'act'; readonly action: ImageAction; readonly id: string }
  /** The selection is this from now on, for everybody who shows the folder. */
  | { readonly type: 'select'; readonly ids: readonly string[] }
  /** A button over the map, for the selected images. */
  | { readonly type: 'actOnSelection'; readonly action: SelectionActionName }
  /** What was found is not looked at any more. */
  | { readonly type: 'closeHits' }
  | { readonly type: 'exploreConcepts' }
  /** Go on to the maps, or bring maps up to date: the named one, or all. */
  | { readonly type: 'run'; readonly action: NextStep; readonly projection?: string | undefined }
  /** Keep the forming map as it is now. */
  | { readonly type: 'stopLiveLayout' }
  /** Go on forming with other parameters. */
  | { readonly type: 'changeLiveLayout'; readonly parameters: Readonly<Record<string, ParameterValue>> }
  /** The answer to `askMapPicture`; null where nothing shows, or it cannot be drawn. */
  | { readonly type: 'mapPicture'; readonly bytes: Uint8Array<ArrayBuffer> | null }
  /** The page met an error of its own. */
  | { readonly type: 'pageError'; readonly message: string };
