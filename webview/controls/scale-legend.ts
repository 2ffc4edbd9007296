import { colouringTitles, type ColourBy, type Colouring } from '../../src/core/explore/colouring.ts';
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

  show({ by, scale }: Colouring, { background, highContrast }: Theme): void {
    this.element.hidden = scale === undefined;
    if (scale === undefined) return;
    const isDistortion = by === 'distortion';
    this.#title.textContent = isDistortion ? 'Neighbours lost' : colouringTitles[by];
    this.#least.textContent = isDistortion ? '0 %' : inWords(by, scale.least);
    this.#most.textContent = isDistortion ? '100 %' : inWords(by, scale.most);
    this.#note.textContent = isDistortion
      ? 'Of the images most like it, how many are not near it on the map.'
      : 'Grey where the prompt file does not say it.';
    const colours = Array.from({ length: STEPS + 1 }, (_, step) =>
      distortionColour(step / STEPS, background, highContrast),
    );
    this.#scale.style.backgroundImage = `linear-gradient(to right, ${colours.join(', ')})`;
  }
}

function inWords(by: ColourBy, value: number): string {
  return by === 'date' ? new Date(value).toLocaleDateString() : value.toLocaleString();
}
