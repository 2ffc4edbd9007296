import {
  includingLiveLayout,
  liveLayoutRows,
  liveLayoutView,
  type LiveLayoutFrame,
} from '../src/core/explore/live-layout.ts';
import type { ExplorerMap, LiveLayoutInfo, ProjectionView } from '../src/core/explore/map.ts';

/** The map that is being laid out, and how it looks by now. */
export class LiveLayout {
  #info: LiveLayoutInfo | undefined;
  #frame: LiveLayoutFrame | undefined;
  /** Where the images are in the frames; undefined where it has to be found anew. */
  #rows: Int32Array | undefined;

  get info(): LiveLayoutInfo | undefined {
    return this.#info;
  }

  get hasFrame(): boolean {
    return this.#frame !== undefined;
  }

  begin(info: LiveLayoutInfo): void {
    this.#info = info;
    this.#rows = undefined;
  }

  advance(frame: LiveLayoutFrame): void {
    this.#frame = frame;
  }

  end(): void {
    this.#info = undefined;
    this.#frame = undefined;
  }

  /** The collection has other images. */
  imagesChanged(): void {
    this.#rows = undefined;
  }

  /** A collection with this map among its maps. @param shown The name of the map that shows. */
  among(map: ExplorerMap, shown: string | undefined): ExplorerMap {
    const info = this.#info;
    if (info === undefined) return map;
    const named = (wanted: string | undefined): ProjectionView | undefined =>
      map.projections.find(({ name }) => name === wanted);
    const before = named(info.name) ?? named(shown);
    this.#rows ??= liveLayoutRows(info, map.images.ids);
    return includingLiveLayout(map, liveLayoutView(info, this.#frame, this.#rows, before));
  }
}
