import { rowsInBox, rowsInLasso } from '../../src/core/explore/lasso.ts';
import type { Direction } from '../../src/core/explore/navigation.ts';
import type { Places } from '../../src/core/explore/places.ts';
import type { SelectMode } from '../../src/core/explore/selection.ts';
import { stackAt } from '../../src/core/explore/stack.ts';
import type { Point } from '../../src/core/explore/viewport.ts';
import type { Chart } from './chart.ts';
import type { KeyboardFocus } from './keyboard-focus.ts';
import type { Labels } from './labels.ts';
import type { MapWindow } from './map-window.ts';
import type { Scene } from './scene.ts';

/** What images are picked from. */
interface Surroundings {
  readonly chart: Chart;
  readonly labels: Labels;
  readonly window: MapWindow;
  readonly focus: KeyboardFocus;
  readonly scene: () => Scene | undefined;
  readonly places: () => Places;
}

/**
 * Images that are picked on the map by pointer and keyboard, in order to be selected. What is hidden is never among them. A
 * click beside everything picks nothing, and leaves the selection as it is: by a few pixels, much work would be lost.
 */
export class Picking {
  readonly #around: Surroundings;
  readonly #onPick: (ids: readonly string[], mode: SelectMode) => void;

  constructor(around: Surroundings, onPick: (ids: readonly string[], mode: SelectMode) => void) {
    [this.#around, this.#onPick] = [around, onPick];
  }

  /** @param line In pixels of the surface. */
  lasso(line: readonly Point[], mode: SelectMode): void {
    const { chart, window, scene } = this.#around;
    const coordinates = line.map((at) => window.toCoordinates(at));
    this.#pick(rowsInLasso(chart.index, coordinates, scene()?.hidden), mode);
  }

  box(from: Point, to: Point, mode: SelectMode): void {
    const { chart, window, scene } = this.#around;
    const [a, b] = [window.toCoordinates(from), window.toCoordinates(to)];
    this.#pick(rowsInBox(chart.index, a, b, scene()?.hidden), mode);
  }

  /**
   * A click on a cluster's name picks its images, with a key or without; on an image it picks that one, if a key says so.
   * @param mode What the key says.
   * @returns Whether the click is done with.
   */
  at(at: Point, mode: SelectMode | undefined): boolean {
    const { chart, labels, places } = this.#around;
    const label = labels.at(at);
    if (label !== undefined) {
      this.#pick(label.rows, mode === undefined ? 'replace' : mode === 'toggle' ? 'add' : mode);
      return true;
    }
    if (mode === undefined) return false;
    const [row] = stackAt(at, chart, places());
    if (row !== undefined) this.#pick([row], mode);
    return true;
  }

  /** The image that has the focus comes in or goes out. */
  toggleFocused(): void {
    const { row } = this.#around.focus;
    if (row !== undefined) this.#pick([row], 'toggle');
  }

  /** The focus moves on: what it leaves and what it comes to is selected. */
  extend(direction: Direction): void {
    const { focus } = this.#around;
    const rows = [focus.row, focus.move(direction)].filter((row) => row !== undefined);
    if (rows.length > 0) this.#pick(rows, 'add');
  }

  #pick(rows: Iterable<number>, mode: SelectMode): void {
    const ids = this.#around.scene()?.map.images.ids ?? [];
    this.#onPick(
      Array.from(rows).flatMap((row) => ids[row] ?? []),
      mode,
    );
  }
}
