import { colouringTitle, type ColourBy, type Colouring } from '../../src/core/explore/colouring.ts';
import { distortionColour } from '../../src/core/explore/palette.ts';
import { element } from '../dom.ts';
import type { Theme } from '../theme.ts';

/** Enough that no step can be seen. */
const STEPS = 24;

/** What the colours say where they show numbers; it stands where the legend of entries does. */
export class ScaleLegend {
  readonly element = element('div', 'legend scale-legend');
  readonly #title = element('div', 'scale-title');
  readonly #scale = element('div', 'scale-colours');
  readonly #least = element('span', '');
  readonly #most = element('span', '');
  readonly #note = element('p', 'scale-note');

  constructor() {
    this.#scale.ariaHidden = 'true';
    const ends = element('div', 'scale-ends', this.#least, this.#most);
    this.element.append(this.#title, this.#scale, ends, this.#note);
  }

  /** @param query Of the search that is looked at. */
  show({ by, scale }: Colouring, { background, highContrast }: Theme, query = ''): void {
    this.element.hidden = scale === undefined;
    if (scale === undefined) return;
    const isDistortion = by === 'distortion';
    this.#title.textContent = isDistortion ? 'Neighbours lost' : colouringTitle(by, query);
    this.#least.textContent = isDistortion ? '0 %' : inWords(by, scale.least);
    this.#most.textContent = isDistortion ? '100 %' : inWords(by, scale.most);
    this.#note.textContent = isDistortion
      ? 'Of the images most like it, how many are not near it on the map.'
      : by === 'similarity'
        ? 'The cosine of each image and the query. Grey where an image has no vector.'
        : 'Grey where the prompt file does not say it.';
    const colours = Array.from({ length: STEPS + 1 }, (_, step) =>
      distortionColour(step / STEPS, background, highContrast),
    );
    this.#scale.style.backgroundImage = `linear-gradient(to right, ${colours.join(', ')})`;
  }
}

function inWords(by: ColourBy, value: number): string {
  if (by === 'similarity') return value.toFixed(2);
  return by === 'date' ? new Date(value).toLocaleDateString() : value.toLocaleString();
}
