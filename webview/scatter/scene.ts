import type { ExplorerMap, ProjectionView } from '../../src/core/explore/map.ts';
import type { PictureMode } from '../../src/core/explore/mark-size.ts';
import type { Plane, Rotation } from '../../src/core/explore/rotation.ts';
import { fitAll, type View } from '../../src/core/explore/viewport.ts';
import type { Theme } from '../theme.ts';

export type ColourBy = 'concept' | 'distortion';

/** What there is to see. */
export interface Scene {
  readonly map: ExplorerMap;
  readonly projection: ProjectionView;
  readonly hidden: ReadonlySet<string>;
  readonly colourBy: ColourBy;
  readonly pictures: PictureMode;
  /** Of a map in space. */
  readonly rotation: Rotation;
  readonly theme: Theme;
}

/** A scene on its plane, and the window over it. */
export interface Drawing extends Scene, View {
  readonly plane: Plane;
}

/** How much closer than the view of everything. */
export function zoomOf({ plane, viewport, size }: Pick<Drawing, 'plane' | 'viewport' | 'size'>): number {
  return plane.bounds === undefined ? 1 : fitAll(plane.bounds, size).scale / viewport.scale;
}
