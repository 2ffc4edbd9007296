import type { Places } from '../../src/core/explore/places.ts';
import { HoverCard } from '../detail/hover-card.ts';
import { STACK_PICTURES } from '../detail/stack-list.ts';
import type { Host } from '../host.ts';
import { cardDetails } from './card-details.ts';
import type { Chart } from './chart.ts';
import { Rings, type Ringed } from './rings.ts';
import type { Scene } from './scene.ts';

/** What is on the map at the moment. */
interface Surroundings {
  readonly scene: () => Scene | undefined;
  readonly places: () => Places;
  readonly onPointing: (isPointing: boolean) => void;
}

/** What is pointed at: the images at one place, of which one has the card; and the rings around it and the focus. */
export class Pointing {
  /** The row that has the keyboard's focus. */
  focused: number | undefined;
  #selected: string | undefined;
  #selectedIn: { of?: readonly string[]; id: string | undefined; row: number | undefined } = {
    id: undefined,
    row: undefined,
  };
  readonly #images: Pick<Host, 'thumbnail' | 'prompt'>;
  readonly #chart: Chart;
  readonly #around: Surroundings;
  readonly #card = new HoverCard();
  readonly #rings = new Rings();
  #stack: readonly number[] = [];
  #turn = 0;
  /** Which of which stack was opened last: where it is clicked again, the next is meant. What opens may move the map. */
  #opened = { stack: '', turn: 0 };

  constructor(images: Pick<Host, 'thumbnail' | 'prompt'>, chart: Chart, around: Surroundings) {
    [this.#images, this.#chart, this.#around] = [images, chart, around];
  }

  get card(): HTMLElement {
    return this.#card.element;
  }

  get rings(): HTMLElement {
    return this.#rings.element;
  }

  /** The row of the image that has the card. */
  get row(): number | undefined {
    return this.#stack[this.#turn];
  }

  /** The image that has the card, else the keyboard's focus, else the mark. */
  get current(): string | undefined {
    return this.#around.scene()?.map.images.ids[this.row ?? this.focused ?? -1] ?? this.#selected;
  }

  /** @param stack Rows of the images at one place, the one that is seen there first; empty for nowhere. */
  show(stack: readonly number[]): void {
    if (stack.length > 0 && stack.join() === this.#stack.join()) return;
    [this.#stack, this.#turn] = [stack, 0];
    this.#draw();
  }

  /** Marks an image, if only later; undefined for none. */
  select(id: string | undefined): void {
    this.#selected = id;
    this.show([]);
    if (id !== undefined) this.#rings.pulse();
  }

  /** Something is opened: what has the card, or the next at the same place where that was opened before. */
  turn(): void {
    const stack = this.#stack.join();
    if (stack === this.#opened.stack && this.#stack.length > 1) {
      this.#turn = (this.#opened.turn + 1) % this.#stack.length;
      this.#draw();
    }
    this.#opened = { stack, turn: this.#turn };
  }

  /** Shows what has come of pictures: on the card, and those that rings are around. */
  showPictures(): void {
    const { length } = this.#stack;
    this.#showRings();
    if (length === 0) return;
    const next = this.#stack.slice(this.#turn).concat(this.#stack.slice(0, this.#turn));
    const [preview, ...others] = this.#chart.smallPictures(next.slice(0, 1 + STACK_PICTURES));
    this.#card.showPictures(preview, others, length - 1);
  }

  /** Shows the prompt as it is now. */
  askPrompt(): void {
    const [scene, row] = [this.#around.scene(), this.row];
    const id = scene?.map.images.ids[row ?? -1];
    if (scene === undefined || row === undefined || id === undefined) return;
    void this.#images.prompt(scene.map, row).then((prompt) => this.#card.showPrompt(id, prompt));
  }

  #draw(): void {
    const [scene, row] = [this.#around.scene(), this.row];
    const at = this.#ringed(row);
    this.#around.onPointing(row !== undefined);
    this.#showRings();
    if (scene === undefined || row === undefined || at === undefined) {
      this.#card.hide();
      return;
    }
    this.#card.show(cardDetails(scene, row, this.#images.thumbnail(scene.map, row)), at);
    this.showPictures();
    this.askPrompt();
  }

  #showRings(): void {
    const scene = this.#around.scene();
    const selected = scene === undefined ? undefined : this.#selectedRow(scene.map.images.ids);
    const isSeen = selected !== undefined && scene?.greyed?.[selected] !== 1;
    this.#rings.show(
      this.#ringed(this.row),
      this.#ringed(this.focused),
      isSeen ? this.#ringed(selected) : undefined,
    );
  }

  /** Of the marked image; looked for once among the same images. */
  #selectedRow(ids: readonly string[]): number | undefined {
    const { of, id, row } = this.#selectedIn;
    if (of === ids && id === this.#selected) return row;
    const found = this.#selected === undefined ? -1 : ids.indexOf(this.#selected);
    this.#selectedIn = { of: ids, id: this.#selected, row: found === -1 ? undefined : found };
    return this.#selectedIn.row;
  }

  /** Where an image's mark is, and how large if it is a picture. */
  #ringed(row: number | undefined): Ringed | undefined {
    if (row === undefined) return undefined;
    return this.#chart.pictures.find((picture) => picture.row === row) ?? this.#around.places().at(row);
  }
}
