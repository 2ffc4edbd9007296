import { colouring, type Colouring } from '../../src/core/explore/colouring.ts';
import { greyedRows, hiddenRows } from '../../src/core/explore/filter.ts';
import type { ExplorerMap, ProjectionView } from '../../src/core/explore/map.ts';
import type { PictureMode } from '../../src/core/explore/mark-size.ts';
import { unrotated, type Plane, type Rotation } from '../../src/core/explore/rotation.ts';
import { fitAll, type View } from '../../src/core/explore/viewport.ts';
import { Last } from '../last.ts';
import type { Picked } from '../picked.ts';
import { readTheme, type Theme } from '../theme.ts';
import { layoutOf, type ViewState } from '../view-state.ts';

/** What there is to see. */
export interface Scene {
  readonly map: ExplorerMap;
  readonly projection: ProjectionView;
  /** 1 for each image that is not to be looked at: grey, or not there. */
  readonly hidden: Uint8Array | undefined;
  readonly leavesOutHidden: boolean;
  /** 1 for each selected image; undefined where none is. */
  readonly selected: Uint8Array | undefined;
  /** 1 for each image that was found; the others are grey. Undefined while nobody looks at any. */
  readonly found: Uint8Array | undefined;
  /** 1 for each image that is hidden or was not found: it is grey, or not there, and cannot be pointed at. */
  readonly greyed: Uint8Array | undefined;
  readonly colouring: Colouring;
  readonly pictures: PictureMode;
  /** Whether clusters are named on the map. */
  readonly showsLabels: boolean;
  /** Of a map in space. */
  readonly rotation: Rotation;
  readonly theme: Theme;
}

/** A scene on its plane, and the window over it. */
export interface Drawing extends Scene, View {
  readonly plane: Plane;
}

/** Makes scenes as the user left the page. What follows from the same things is the same object: it is made once. */
export class Scenes {
  readonly #hidden = new Last<Uint8Array | undefined>();
  readonly #greyed = new Last<Uint8Array | undefined>();
  readonly #colouring = new Last<Colouring>();

  make(map: ExplorerMap, projection: ProjectionView, state: ViewState, picked: Picked): Scene {
    const {
      colourBy,
      rotations,
      leavesOutHidden = false,
      pictures = 'auto',
      hidden = {},
      showsLabels = true,
    } = state;
    const theme = readTheme();
    const { background, highContrast } = theme;
    const of = [map.images, map.clusters, projection.vectors, map.concepts.join('\n')];
    const hiddenOnes = this.#hidden.of([...of, hidden], () => hiddenRows(map, projection, hidden));
    const found = picked.foundRows(map.images.ids);
    const similarity = picked.hits?.similarity;
    return {
      map,
      projection,
      hidden: hiddenOnes,
      leavesOutHidden,
      selected: picked.selectedRows(map.images.ids),
      found,
      greyed: this.#greyed.of([hiddenOnes, found], () => greyedRows(hiddenOnes, found)),
      colouring: this.#colouring.of(
        [...of, projection.distortion, similarity, colourBy, background, highContrast],
        () => colouring(map, projection, colourBy, theme, similarity),
      ),
      pictures,
      showsLabels,
      rotation: rotations?.[layoutOf(projection)] ?? unrotated,
      theme,
    };
  }
}

/** How much closer than the view of everything. */
export function zoomOf({ plane, viewport, size }: Pick<Drawing, 'plane' | 'viewport' | 'size'>): number {
  return plane.bounds === undefined ? 1 : fitAll(plane.bounds, size).scale / viewport.scale;
}
