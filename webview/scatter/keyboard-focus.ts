import * as l10n from '@vscode/l10n';
import type { Direction } from '../../src/core/explore/navigation.ts';
import type { Places } from '../../src/core/explore/places.ts';
import { element } from '../dom.ts';
import type { Host } from '../host.ts';
import { conceptOf } from './card-details.ts';
import type { MapWindow } from './map-window.ts';
import type { Pointing } from './pointing.ts';
import type { Scene } from './scene.ts';

/** What the keyboard's focus moves among. */
interface Surroundings {
  readonly scene: () => Scene | undefined;
  readonly places: () => Places;
  readonly window: MapWindow;
}

/** The image that has the keyboard's focus: moved by arrows, and said to who hears the page. */
export class KeyboardFocus {
  readonly live = element('div', 'visually-hidden');
  readonly #images: Pick<Host, 'prompt'>;
  readonly #pointing: Pointing;
  readonly #around: Surroundings;

  constructor(images: Pick<Host, 'prompt'>, pointing: Pointing, around: Surroundings) {
    [this.#images, this.#pointing, this.#around] = [images, pointing, around];
    this.live.ariaLive = 'polite';
  }

  /** Of `ImageColumns`; undefined where no image has the focus. */
  get row(): number | undefined {
    return this.#pointing.focused;
  }

  /** Moves on in a direction, at first to the middle. @returns The row that has the focus then, if any. */
  move(direction: Direction): number | undefined {
    const places = this.#around.places();
    const from = places.shown(this.row ?? -1);
    const next =
      from === undefined ? places.nearest(this.#around.window.middle) : places.neighbour(from, direction);
    if (next !== undefined) this.set(next);
    return next;
  }

  set(row: number): void {
    this.#pointing.focused = row;
    this.#pointing.show([row]);
    const scene = this.#around.scene();
    const id = scene?.map.images.ids[row];
    if (scene === undefined || id === undefined) return;
    void this.#images.prompt(scene.map, row).then((prompt) => {
      if (this.#around.scene()?.map.images.ids[this.row ?? -1] !== id) return;
      const isSelected = this.#around.scene()?.selected?.[row] === 1;
      const concept = conceptOf(scene, row);
      this.live.textContent = isSelected
        ? l10n.t('Selected, {0}: {1}', concept, prompt)
        : l10n.t('{0}: {1}', concept, prompt);
    });
  }

  /** @returns Whether an image had the focus, or was pointed at. */
  clear(): boolean {
    const had = this.row !== undefined || this.#pointing.row !== undefined;
    this.#pointing.focused = undefined;
    this.#pointing.show([]);
    return had;
  }
}
