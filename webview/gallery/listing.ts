import {
  gallerySortsOf,
  sortedRows,
  sortKeysOf,
  type FoundRows,
  type GallerySort,
  type SortKeys,
} from '../../src/core/explore/gallery-sort.ts';
import { foundRows, markedRows, type GallerySource } from '../../src/core/explore/gallery-source.ts';
import type { Hits } from '../../src/core/explore/hits.ts';
import type { ExplorerMap, ProjectionView } from '../../src/core/explore/map.ts';
import { Last } from '../last.ts';
import type { GalleryState, SortChoice } from '../view-state.ts';

/** What there is to list. */
interface Listable {
  readonly map: ExplorerMap;
  readonly projection: ProjectionView;
  /** 1 for each selected image, by row; undefined where none is. */
  readonly selected: Uint8Array | undefined;
}

/** The images that a gallery shows, in order. What follows from the same things is the same object. */
export interface Listing {
  readonly order: Uint32Array;
  readonly source: GallerySource;
  readonly sort: SortChoice;
  readonly keys: SortKeys;
  /** How many there are of each kind. */
  readonly counts: Readonly<Record<GallerySource, number>>;
  readonly sorts: readonly GallerySort[];
  /** What was found, on this map. */
  readonly found: FoundRows | undefined;
}

/** A list is read from its top: what belongs together is together. */
const listSort: SortChoice = { by: 'concept', descending: false };

const usualSorts: Readonly<Record<GallerySource, SortChoice>> = {
  selection: { by: 'map', descending: false },
  hits: { by: 'found', descending: false },
  view: { by: 'map', descending: false },
};

/** Makes listings of what is selected, found, or in view. */
export class Listings {
  readonly #rowOf = new Last<ReadonlyMap<string, number>>();
  readonly #selected = new Last<Uint32Array>();
  readonly #found = new Last<FoundRows | undefined>();
  readonly #keys = new Last<SortKeys>();
  readonly #order = new Last<Uint32Array>();
  #view: Uint32Array = new Uint32Array();

  /** @param inView Rows of the images in view, in any order. */
  make(
    { map, projection, selected: marks }: Listable,
    hits: Hits | undefined,
    inView: Uint32Array,
    source: GallerySource,
    { sorts = {}, isList = false }: Pick<GalleryState, 'sorts' | 'isList'>,
  ): Listing {
    const { ids } = map.images;
    const selected = this.#selected.of([marks], () => markedRows(marks));
    const found = this.#found.of([ids, hits], () => hits && foundRows(hits, this.#rows(ids)));
    // Those of before are the same object: they are sorted once.
    const view = inView.slice().sort();
    if (!isSame(view, this.#view)) this.#view = view;
    const rows = { selection: selected, hits: found?.rows ?? new Uint32Array(), view: this.#view };
    const offered = gallerySortsOf(map, projection, found, source === 'hits');
    const usual = isList && source !== 'hits' ? listSort : usualSorts[source];
    const wanted = sorts[source] ?? usual;
    const sort = offered.includes(wanted.by) ? wanted : usualSorts[source];
    const of = [map.images, map.clusters, map.concepts.join('\n'), projection.xy, projection.distortion];
    const keys = this.#keys.of([...of, projection.vectors, found, sort.by], () =>
      sortKeysOf(map, projection, sort.by, found),
    );
    const order = this.#order.of([rows[source], keys, sort.descending], () =>
      sortedRows(rows[source], keys, sort.descending),
    );
    return {
      order,
      source,
      sort,
      keys,
      counts: {
        selection: selected.length,
        hits: rows.hits.length,
        view: this.#view.length,
      },
      sorts: offered,
      found,
    };
  }

  #rows(ids: readonly string[]): ReadonlyMap<string, number> {
    return this.#rowOf.of([ids], () => new Map(ids.map((id, row) => [id, row])));
  }
}

function isSame(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((row, at) => row === b[at]);
}
