import type { StoredMap } from '../../core/collection/stored-map.ts';
import { KeptColumns } from '../../core/explore/kept-columns.ts';
import type { FileWay } from '../../protocol/explorer.ts';
import type { MapScope } from '../sessions/map-scope.ts';
import { presentMap } from './file-scope.ts';
import type { MapFile } from './map-file.ts';

/** A version of a map: what its file holds at any moment, or what it held at one. */
export type MapSide =
  | { readonly kind: 'present'; readonly file: MapFile }
  | { readonly kind: 'earlier'; readonly map: StoredMap };

/** Two versions of a map beside each other; the present one as its file is at any moment. */
export class VersionsScope implements MapScope {
  readonly columns = new KeptColumns();
  readonly #sides: readonly MapSide[];

  constructor(...sides: readonly MapSide[]) {
    this.#sides = sides;
  }

  maps(): Promise<readonly StoredMap[]> {
    return Promise.all(
      this.#sides.map((side) =>
        side.kind === 'present' ? presentMap(side.file) : Promise.resolve(side.map),
      ),
    );
  }

  /** A map that is being laid out is compared when it is finished. */
  includes(): boolean {
    return false;
  }

  ways(): readonly FileWay[] {
    return [];
  }

  go(): Promise<void> {
    return Promise.resolve();
  }
}
