import * as l10n from '@vscode/l10n';
import { meanMoved, mostMoved, type MovedImages } from '../../src/core/compare/moved.ts';
import type { ExplorerMap, ProjectionView } from '../../src/core/explore/map.ts';
import { percent } from '../../src/core/explore/trust.ts';
import { imageName } from '../../src/core/image-name.ts';
import { localNumber } from '../../src/core/language.ts';
import { element } from '../dom.ts';

export interface MovedListListener {
  readonly onVisit: (id: string) => void;
  readonly onSelect: (ids: readonly string[]) => void;
}

/** Images that are listed. */
const LISTED = 10;

/** Below two maps: how much they differ, and the images that moved most. */
export class MovedList {
  readonly element = element('div', 'moved');
  readonly #listener: MovedListListener;
  readonly #thumbnail: (map: ExplorerMap, row: number) => string | undefined;
  readonly #text = element('p', 'moved-text');
  readonly #select = element('button', 'button', l10n.t('Select These'));
  readonly #list = element('ol', 'moved-images');
  #shown: MovedImages | undefined;
  #ids: readonly string[] = [];

  constructor(listener: MovedListListener, thumbnail: (map: ExplorerMap, row: number) => string | undefined) {
    this.#listener = listener;
    this.#thumbnail = thumbnail;
    this.#text.role = 'status';
    this.#select.type = 'button';
    this.#select.addEventListener('click', () => listener.onSelect(this.#ids));
    this.#list.ariaLabel = l10n.t('Images that moved most');
    this.element.append(element('div', 'moved-header', this.#text, this.#select), this.#list);
  }

  /** It is not known yet. */
  wait(first: ProjectionView, second: ProjectionView): void {
    const isForming = first.liveLayout === true || second.liveLayout === true;
    this.#clear(
      isForming ? l10n.t('Who moved is told when the map has formed.') : l10n.t('Comparing the maps…'),
    );
  }

  /** @param share Of the images that were compared so far. */
  showProgress(share: number): void {
    if (this.#shown === undefined)
      this.#text.textContent = l10n.t('Comparing the maps… {0} %', Math.round(share * 100));
  }

  show(map: ExplorerMap, moved: MovedImages, [first, second]: readonly [string, string]): void {
    if (this.#shown === moved) return;
    const { k, compared } = moved;
    if (k === 0) {
      this.#clear(
        compared === 1
          ? l10n.t('Both maps have only 1 image in common: too few to compare.')
          : l10n.t('Both maps have only {0} images in common: too few to compare.', localNumber(compared)),
      );
      this.#shown = moved;
      return;
    }
    const rows = mostMoved(moved, LISTED);
    const mean = percent(meanMoved(moved));
    this.#shown = moved;
    this.#text.textContent = l10n.t(
      'On average, {mean} of an image’s {k} nearest differ between {first} and {second}. Moved most:',
      { mean, k, first, second },
    );
    this.#ids = rows.flatMap((row) => map.images.ids[row] ?? []);
    this.#select.hidden = rows.length === 0;
    this.#list.replaceChildren(
      ...rows.map((row) => this.#item(map, row, Math.round((moved.shares[row] ?? 0) * k), k)),
    );
  }

  #clear(text: string): void {
    this.#shown = undefined;
    this.#text.textContent = text;
    this.#ids = [];
    this.#select.hidden = true;
    this.#list.replaceChildren();
  }

  #item(map: ExplorerMap, row: number, differing: number, k: number): HTMLElement {
    const id = map.images.ids[row] ?? '';
    const picture = element('img', 'moved-picture');
    picture.alt = imageName(id);
    const address = this.#thumbnail(map, row);
    if (address !== undefined) picture.src = address;
    const button = element(
      'button',
      'moved-image',
      picture,
      element('span', '', l10n.t('{0} of {1}', differing, k)),
    );
    button.type = 'button';
    button.title = l10n.t('{name}: {differing} of its {k} nearest differ', {
      name: imageName(id),
      differing,
      k,
    });
    button.addEventListener('click', () => this.#listener.onVisit(id));
    return element('li', '', button);
  }
}
