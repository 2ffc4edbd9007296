import type { ExplorerMap } from '../../src/core/explore/map.ts';
import { conceptMark } from '../../src/core/explore/palette.ts';
import { element } from '../dom.ts';
import type { Theme } from '../theme.ts';

export interface LegendListener {
  onToggle(concept: string): void;
  /** This one alone, or all again. */
  onIsolate(concept: string): void;
}

/** One entry for each concept: a button that shows or hides its points; with Alt it alone. */
export class Legend {
  readonly element = element('ul', 'legend');
  readonly #listener: LegendListener;

  constructor(listener: LegendListener) {
    this.#listener = listener;
    this.element.ariaLabel = 'Concepts';
  }

  show(map: ExplorerMap, hidden: ReadonlySet<string>, theme: Theme): void {
    const focused = (document.activeElement as HTMLElement | null)?.dataset['concept'];
    const counts = new Uint32Array(map.concepts.length);
    for (const concept of map.images.concepts) counts[concept] = (counts[concept] ?? 0) + 1;
    const entries = map.concepts.map((concept, index) => {
      const { colour, symbol } = conceptMark(index, theme.background, theme.highContrast);
      const swatch = element('span', `swatch swatch-${symbol}`);
      swatch.style.backgroundColor = colour;
      const label = element('span', 'legend-name', concept);
      const button = element(
        'button',
        'legend-entry',
        swatch,
        label,
        element('span', 'legend-count', String(counts[index] ?? 0)),
      );
      const shown = !hidden.has(concept);
      button.type = 'button';
      button.dataset['concept'] = concept;
      button.ariaPressed = String(shown);
      button.title = `${shown ? 'Hide' : 'Show'} ${concept} (Alt+click: only ${concept})`;
      button.addEventListener('click', ({ altKey }) => {
        if (altKey) this.#listener.onIsolate(concept);
        else this.#listener.onToggle(concept);
      });
      return button;
    });
    this.element.replaceChildren(...entries.map((entry) => element('li', '', entry)));
    entries.find((entry) => entry.dataset['concept'] === focused)?.focus();
  }
}
