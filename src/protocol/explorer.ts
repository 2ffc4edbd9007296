import type { ParameterValue } from '../core/collection/schema.ts';
import type { ComparedImage } from '../core/compare/compared-image.ts';
import type { WorkText } from '../core/describe-progress.ts';
import type { MapChange } from '../core/explore/changes.ts';
import type { ColourBy } from '../core/explore/colouring.ts';
import type { ImageDetails } from '../core/explore/details.ts';
import type { Findings } from '../core/explore/findings.ts';
import type { LiveLayoutFrame } from '../core/explore/live-layout.ts';
import type { LiveLayoutInfo } from '../core/explore/map.ts';
import type { CollectionState, NextStep } from '../core/explore/state.ts';
import type { MapFormStart } from '../core/project/map-form.ts';
import type { OutlierKind, ProjectRequest } from '../core/reports.ts';
import type { SearchMode } from '../core/search/language.ts';
import type { HitsMessage } from './hits-message.ts';
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
  /** The answer to `askCompared`; null where the image is not there any more. */
  | { readonly type: 'compared'; readonly id: string; readonly image: ComparedImage | null }
  /** These images are to be shown beside each other, as a table. */
  | { readonly type: 'compare'; readonly ids: readonly string[] }
  /** This map is to be shown beside the one that shows. */
  | { readonly type: 'compareMaps'; readonly beside: string; readonly colourBy?: ColourBy | undefined }
  /** The prompt file of this image is what the editor shows now. */
  | { readonly type: 'active'; readonly id: string }
  /** There is nothing to show yet. */
  | { readonly type: 'empty' }
  /** What is wanted cannot be shown; `message` says what to do, and `ways` are its buttons. */
  | { readonly type: 'problem'; readonly message: string; readonly ways?: readonly FileWay[] }
  /** How far the collection is; told before `map` or `empty`. */
  | { readonly type: 'state'; readonly state: CollectionState }
  /** The keyboard goes to a part of the page. */
  | { readonly type: 'go'; readonly to: PagePlace }
  /** What is being done in the folder; null when nothing is any more. */
  | { readonly type: 'work'; readonly work: WorkText | null }
  /** Point out one image on the map. */
  | { readonly type: 'reveal'; readonly id: string }
  /** The images of these concepts are to be seen, and no others. */
  | { readonly type: 'showOnly'; readonly concepts: readonly string[] }
  /** This image is wanted on the clipboard. */
  | { readonly type: 'copyImage'; readonly id: string }
  /** These images are selected, wherever that was done. */
  | { readonly type: 'select'; readonly ids: readonly string[] }
  /** These images were found: they are lit, and the others grey. Null when nobody looks at any more. */
  | { readonly type: 'hits'; readonly hits: HitsMessage | null }
  /** What was found out of place or double, to be shown beside the map; null when it is not looked at any more. */
  | { readonly type: 'findings'; readonly findings: Findings | null }
  /** The answer to the `search` of this number; the hits come before it. */
  | { readonly type: 'searched'; readonly number: number; readonly outcome: SearchOutcome }
  /** The search box is to be used: with this query, which is run, or, with none, to type one. */
  | { readonly type: 'searchFor'; readonly query: string | null; readonly mode: SearchMode }
  /** The map as it is looked at is wanted as a picture. */
  | ({ readonly type: 'askMapPicture' } & MapPictureWish)
  /** A map's form is to be filled in; null when it is done with. */
  | { readonly type: 'mapForm'; readonly start: MapFormStart | null }
  /** The answer to the `previewMap` of this number: several, as the preview forms. */
  | { readonly type: 'mapPreview'; readonly number: number; readonly preview: MapPreview }
  /** A map has begun to form; null when none does any more (a `map` with the result comes before). */
  | { readonly type: 'liveLayout'; readonly liveLayout: LiveLayoutInfo | null }
  /** What it looks like now. */
  | ({ readonly type: 'frame' } & LiveLayoutFrame);

/** What leads on from a map's file that cannot be shown. */
export const fileWays = ['showMoved', 'openFolder', 'openText', 'recompute'] as const;
export type FileWay = (typeof fileWays)[number];

/** Parts of the page that the keyboard can be brought to; `list`: the gallery as a list. */
export type PagePlace = 'map' | 'gallery' | 'list' | 'keys';

/** What the form of a map shows of it. */
export type MapPreview =
  | ({ readonly kind: 'frame'; readonly concepts: Uint32Array; readonly of: number } & LiveLayoutFrame)
  /** `message`: why there is none, for people. */
  | { readonly kind: 'failed'; readonly message: string };

/** A map as its form describes it. */
export type MapWish = Omit<ProjectRequest, 'newImages'>;

/** How a search ended. */
export type SearchOutcome =
  /** `by`: the model that ranked the images, where one did. */
  | { readonly kind: 'found'; readonly count: number; readonly of: number; readonly by?: string | undefined }
  | {
      readonly kind: 'failed';
      /** For people. */
      readonly message: string;
      /** Where in the query: the index of the first character, and that behind the last. */
      readonly from?: number | undefined;
      readonly to?: number | undefined;
      readonly way?: SearchWay | undefined;
    };

/** What leads on from a search that failed: another model, or trust in the folder. */
export const searchWays = ['model', 'trust'] as const;
export type SearchWay = (typeof searchWays)[number];

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

/** What can be done with an image that is out of place. */
export const findingActions = ['tag', 'move', 'takeOut'] as const;
export type FindingAction = (typeof findingActions)[number];

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
  /** What an image is compared by is wanted. */
  | { readonly type: 'askCompared'; readonly id: string }
  /** These two images are to be compared in a diff editor. */
  | { readonly type: 'comparePrompts'; readonly ids: readonly string[] }
  /** A text for the clipboard. */
  | { readonly type: 'copyText'; readonly text: string }
  /** A button beside the map. */
  | { readonly type: 'act'; readonly action: ImageAction; readonly id: string }
  /** The selection is this from now on, for everybody who shows the folder. */
  | { readonly type: 'select'; readonly ids: readonly string[] }
  /** A button over the map, for the selected images. */
  | { readonly type: 'actOnSelection'; readonly action: SelectionActionName }
  /** Tags to add and to remove, and a rating (0 for none; absent: as it is), of these images. */
  | {
      readonly type: 'tag';
      readonly ids: readonly string[];
      readonly add: readonly string[];
      readonly remove: readonly string[];
      readonly rating?: number | undefined;
    }
  /** Images are to be found; an older search that still runs is not waited for. */
  | { readonly type: 'search'; readonly query: string; readonly mode: SearchMode; readonly number: number }
  /** Images like one that was dropped on the page are to be found. */
  | { readonly type: 'dropImage'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly type: 'searchWay'; readonly way: SearchWay }
  /** A button below a problem. */
  | { readonly type: 'fileWay'; readonly way: FileWay }
  /** What was found is not looked at any more. */
  | { readonly type: 'closeHits' }
  /** The odd ones are wanted, or the near-duplicates from a cosine on. */
  | { readonly type: 'askFindings'; readonly kind: 'outliers' }
  | { readonly type: 'askFindings'; readonly kind: 'duplicates'; readonly similarity?: number | undefined }
  /** Of the odd ones, these are looked at. */
  | { readonly type: 'lookAtFindings'; readonly outliers: OutlierKind }
  | { readonly type: 'closeFindings' }
  /** A button of one odd one. */
  | {
      readonly type: 'actOnFinding';
      readonly action: FindingAction;
      readonly id: string;
      readonly concept?: string | undefined;
    }
  /** Of each set of near-duplicates one stays, and these go: out of the collection, or their files to the trash, too. */
  | { readonly type: 'keepers'; readonly going: readonly string[]; readonly how: 'takeOut' | 'trash' }
  /** An image could not be put on the clipboard. */
  | { readonly type: 'copyFailed'; readonly id: string; readonly detail: string }
  /** A file or folder was dropped on the page: its address, or nothing for a folder whose address the page is not told. */
  | { readonly type: 'dropAddress'; readonly address?: string | undefined }
  | { readonly type: 'exploreConcepts' }
  /** Go on to the maps, embed only, or bring maps up to date: the named one, or all. */
  | { readonly type: 'run'; readonly action: NextStep; readonly projection?: string | undefined }
  /** The form of a new map is wanted, or that of the named one, to be computed again. */
  | { readonly type: 'askMapForm'; readonly projection?: string | undefined }
  /** What a map would look like is wanted, instead of what was asked before. */
  | ({ readonly type: 'previewMap'; readonly number: number } & MapWish)
  /** The map of the form is to be made. */
  | ({ readonly type: 'makeMap' } & MapWish)
  /** The form was left. */
  | { readonly type: 'closeMapForm' }
  /** Cancel what is being done in the folder. */
  | { readonly type: 'cancel' }
  /** Keep the forming map as it is now. */
  | { readonly type: 'stopLiveLayout' }
  /** Go on forming with other parameters. */
  | { readonly type: 'changeLiveLayout'; readonly parameters: Readonly<Record<string, ParameterValue>> }
  /** The answer to `askMapPicture`; null where nothing shows, or it cannot be drawn. */
  | { readonly type: 'mapPicture'; readonly bytes: Uint8Array<ArrayBuffer> | null }
  /** The page met an error of its own. */
  | { readonly type: 'pageError'; readonly message: string };
