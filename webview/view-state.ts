import type { ColourBy } from '../src/core/explore/colouring.ts';
import type { Hidden } from '../src/core/explore/filter.ts';
import type { GallerySort } from '../src/core/explore/gallery-sort.ts';
import type { GallerySource } from '../src/core/explore/gallery-source.ts';
import type { ProjectionView } from '../src/core/explore/map.ts';
import type { PictureMode } from '../src/core/explore/mark-size.ts';
import type { Rotation } from '../src/core/explore/rotation.ts';
import type { Viewport } from '../src/core/explore/viewport.ts';
import type { MapForm } from '../src/core/project/map-form.ts';
import type { SearchMode } from '../src/core/search/language.ts';

/** How the user left the page; kept by the host across hiding and restarts. Never data. */
export interface ViewState {
  readonly version: 1;
  readonly projection?: string | undefined;
  /** By name, so that it survives new concepts. */
  readonly hidden?: Hidden | undefined;
  /** Whether what is hidden is not drawn at all; else it is grey. */
  readonly leavesOutHidden?: boolean | undefined;
  /** By layout (a projection, as it was computed at one time): coordinates differ from one to the next. */
  readonly viewports: Readonly<Record<string, Viewport>>;
  /** Of maps in space, by layout. */
  readonly rotations?: Readonly<Record<string, Rotation>> | undefined;
  /** Whether what is known of the clicked image is not shown beside the map. */
  readonly hidesImagePanel?: boolean | undefined;
  /** What colour says; concepts where it is not kept. */
  readonly colourBy?: ColourBy | undefined;
  /** Whether clusters are named on the map; they are, where it is not kept. */
  readonly showsLabels?: boolean | undefined;
  /** What plain words in the search box are; words of prompts, if it is not kept. */
  readonly searchMode?: SearchMode | undefined;
  /** The last queries, the newest first. */
  readonly searches?: readonly string[] | undefined;
  /** The map beside the one that shows, by its name, if any. */
  readonly beside?: string | undefined;
  /** Whether moving the window over one of them moves the other's. */
  readonly linksViews?: boolean | undefined;
  /** Whether images are drawn as pictures; where there is room, if it is not kept. */
  readonly pictures?: PictureMode | undefined;
  readonly gallery?: GalleryState | undefined;
  /** The form of a map, while it is open. */
  readonly mapForm?: MapForm | undefined;
}

/** How the user left the gallery. */
export interface GalleryState {
  readonly isOpen?: boolean | undefined;
  /** Whether images are lines with their prompts, below each other. */
  readonly isList?: boolean | undefined;
  /** Below the map, or beside it; beside it where there is room, if it is not kept. */
  readonly side?: GallerySide | undefined;
  /** Its share of the room that it has with the map, on each side. */
  readonly shares?: Readonly<Partial<Record<GallerySide, number>>> | undefined;
  /** What the user chose to see; undefined where that follows what is selected and found. */
  readonly source?: GallerySource | undefined;
  readonly sorts?: Readonly<Partial<Record<GallerySource, SortChoice>>> | undefined;
  /** Pixels on a picture's side, at least. */
  readonly pixels?: number | undefined;
}

export type GallerySide = 'below' | 'beside';

export interface SortChoice {
  readonly by: GallerySort;
  readonly descending: boolean;
}

const freshState: ViewState = { version: 1, viewports: {} };

/** What was kept, or a fresh state where it is of another version or was never there. */
export function restoreState(kept: unknown): ViewState {
  const version = (kept as { version?: unknown } | null | undefined)?.version;
  return version === 1 ? (kept as ViewState) : freshState;
}

/** What the user did to the window over a map. */
export type Look = { readonly viewport: Viewport | undefined } | { readonly rotation: Rotation };

/** Names a layout: computed anew, the same map has other coordinates, over which an old viewport means nothing. */
export function layoutOf({ name, createdAt }: Pick<ProjectionView, 'name' | 'createdAt'>): string {
  return `${name} ${createdAt}`;
}

/** The state with another look at the map that shows; those at maps that have been replaced are dropped on the way. */
export function lookKept(
  state: ViewState,
  maps: readonly ProjectionView[],
  shown: ProjectionView,
  look: Look,
): Pick<ViewState, 'viewports' | 'rotations'> {
  const layouts = maps.map(layoutOf);
  const viewports = 'viewport' in look ? { [layoutOf(shown)]: look.viewport } : {};
  const rotations = 'rotation' in look ? { [layoutOf(shown)]: look.rotation } : {};
  return {
    viewports: only(layouts, { ...state.viewports, ...viewports }),
    rotations: only(layouts, { ...state.rotations, ...rotations }),
  };
}

/** The state with the look at a forming map passed on to what became of it, or dropped where there is nothing. */
export function lookCarried(
  state: ViewState,
  liveLayout: Pick<ProjectionView, 'name'>,
  result: ProjectionView | undefined,
): Pick<ViewState, 'viewports' | 'rotations'> {
  const from = layoutOf({ ...liveLayout, createdAt: '' });
  const carried = <T>(looks: Readonly<Record<string, T>>): Record<string, T> => {
    const { [from]: look, ...others } = looks;
    return look === undefined || result === undefined ? others : { ...others, [layoutOf(result)]: look };
  };
  return { viewports: carried(state.viewports), rotations: carried(state.rotations ?? {}) };
}

function only<T>(
  keys: readonly string[],
  values: Readonly<Record<string, T | undefined>>,
): Record<string, T> {
  const kept: Record<string, T> = {};
  for (const [key, value] of Object.entries(values))
    if (value !== undefined && keys.includes(key)) kept[key] = value;
  return kept;
}
