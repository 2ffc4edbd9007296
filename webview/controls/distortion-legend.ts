import { distortionColour } from '../../src/core/explore/palette.ts';
import { element } from '../dom.ts';
import type { Theme } from '../theme.ts';

/** Enough that no step can be seen. */
const STEPS = 24;

/** What the colours say where they show distortion; it stands where the concepts' legend does. */
export class DistortionLegend {
  readonly element = element('div', 'legend distortion-legend');
  readonly #scale = element('div', 'distortion-scale');

  constructor() {
    this.#scale.ariaHidden = 'true';
    this.element.append(
      element('div', 'distortion-title', 'Neighbours lost'),
      this.#scale,
      element('div', 'distortion-ends', element('span', '', '0 %'), element('span', '', '100 %')),
      element('p', 'distortion-note', 'Of the images most like it, how many are not near it on the map.'),
    );
  }

  show({ background, highContrast }: Theme): void {
    const colours = Array.from({ length: STEPS + 1 }, (_, step) =>
      distortionColour(step / STEPS, background, highContrast),
    );
    this.#scale.style.backgroundImage = `linear-gradient(to right, ${colours.join(', ')})`;
  }
}
