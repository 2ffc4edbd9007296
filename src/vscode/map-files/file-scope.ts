import type * as vscode from 'vscode';
import { projectionIn, projectionPath } from '../../core/collection/paths.ts';
import type { StoredMap } from '../../core/collection/stored-map.ts';
import { isAbout, LexiclipError } from '../../core/errors.ts';
import { KeptColumns } from '../../core/explore/kept-columns.ts';
import type { FileWay } from '../../protocol/explorer.ts';
import type { MapScope } from '../sessions/map-scope.ts';
import { goWay } from './file-ways.ts';
import type { MapFile } from './map-file.ts';

/** The map of one file, as it is now. @throws LexiclipError `no-such-map`, or what is wrong with the file. */
export async function presentMap({ session: { collection }, path }: MapFile): Promise<StoredMap> {
  const map = (await collection.projections()).find(({ name }) => projectionPath(name) === path);
  if (map !== undefined) return map;
  const failure = collection.problems.failureOf(path);
  throw new LexiclipError(failure ?? { kind: 'no-such-map', name: projectionIn(path) ?? path });
}

/** The one map of a file that is open in an editor. */
export class FileScope implements MapScope {
  readonly columns = new KeptColumns();
  readonly #file: MapFile;
  readonly #panel: vscode.WebviewPanel;

  constructor(file: MapFile, panel: vscode.WebviewPanel) {
    [this.#file, this.#panel] = [file, panel];
  }

  async maps(): Promise<readonly StoredMap[]> {
    const { layout } = this.#file.session;
    try {
      return [await presentMap(this.#file)];
    } catch (error) {
      // One that is being laid out in the place of what is damaged or gone shows itself.
      if (layout !== undefined && this.includes(layout.map.name)) return [];
      throw error;
    }
  }

  includes(name: string): boolean {
    return projectionPath(name) === this.#file.path;
  }

  ways(error: unknown): readonly FileWay[] {
    if (isAbout(error, 'no-such-map')) return [];
    return isAbout(error, 'damaged-map') ? ['openText', 'recompute'] : ['openText'];
  }

  go(way: FileWay): Promise<void> {
    return goWay(way, this.#file.session.uri(this.#file.path), this.#panel);
  }
}
