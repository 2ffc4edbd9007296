import * as l10n from '@vscode/l10n';
import { imageName } from '../../src/core/image-name.ts';
import { localList } from '../../src/core/language.ts';
import { plainText } from '../../src/core/plain-text.ts';
import type { Drawn } from '../detail/looked-at.ts';
import { element } from '../dom.ts';
import type { Host } from '../host.ts';
import { Last } from '../last.ts';

/** How images look, by their ids: as on the map that is drawn. */
export class Looks {
  readonly #host: Host;
  readonly #rows = new Last<ReadonlyMap<string, number>>();
  #drawn: Drawn | undefined;

  constructor(host: Host) {
    this.#host = host;
  }

  /** @returns Whether images look otherwise than before. */
  show(drawn: Drawn): boolean {
    const before = this.#drawn;
    this.#drawn = drawn;
    return before?.map.images !== drawn.map.images || before.colouring !== drawn.colouring;
  }

  /** The thumbnail with the colour that the image has on the map; an empty frame for one that is on no map. */
  picture(id: string, className: string): HTMLElement {
    const row = this.#rowOf(id);
    const { map, colouring } = this.#drawn ?? {};
    const thumbnail = map === undefined || row === undefined ? undefined : this.#host.thumbnail(map, row);
    if (thumbnail === undefined || row === undefined || colouring === undefined) {
      const empty = element('span', `${className} finding-no-picture`);
      empty.title = l10n.t('Not on the map');
      return empty;
    }
    const picture = element('img', className);
    picture.alt = '';
    picture.loading = 'lazy';
    picture.draggable = false;
    picture.style.borderColor = colouring.markOf(row).colour;
    picture.src = thumbnail;
    return picture;
  }

  /** The image itself; null where it cannot be shown. */
  async whole(id: string): Promise<Uint8Array | null> {
    const row = this.#rowOf(id);
    const map = this.#drawn?.map;
    return map === undefined || row === undefined ? null : this.#host.picture(map, row);
  }

  #rowOf(id: string): number | undefined {
    const { ids } = this.#drawn?.map.images ?? { ids: [] };
    return this.#rows.of([ids], () => new Map(ids.map((one, row) => [one, row]))).get(id);
  }
}

/** An image's name, as people read it. */
export function nameOf(id: string): string {
  return plainText(imageName(id), 60);
}

/** The names of concepts. */
export function namesOf(concepts: readonly string[]): string {
  return localList(concepts.map((name) => plainText(name, 40)));
}
