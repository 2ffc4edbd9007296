import * as l10n from '@vscode/l10n';
import { colouringTitle, type ColourBy, type Colouring } from '../../src/core/explore/colouring.ts';
import { distortionColour } from '../../src/core/explore/palette.ts';
import { localDecimal, localNumber, spokenLanguage } from '../../src/core/language.ts';
import { element } from '../dom.ts';
import type { Theme } from '../theme.ts';

/** Enough that no step can be seen. */
const STEPS = 24;

/** What is a share of an image's neighbours. */
function shareOf(by: ColourBy): { readonly title: string; readonly note: string } | undefined {
  if (by === 'distortion')
    return {
      title: l10n.t('Neighbours lost'),
      note: l10n.t('Of the images most like it, how many are not near it on the map.'),
    };
  if (by !== 'moved') return undefined;
  return {
    title: l10n.t('Neighbours that differ'),
    note: l10n.t(
      'Of the images nearest to it on one map, how many are not so on the other. Grey where it is not on both.',
    ),
  };
}

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
    const share = shareOf(by);
    this.#title.textContent = share?.title ?? colouringTitle(by, query);
    this.#least.textContent = share === undefined ? inWords(by, scale.least) : '0 %';
    this.#most.textContent = share === undefined ? inWords(by, scale.most) : '100 %';
    const other =
      by === 'similarity'
        ? l10n.t('The cosine of each image and the query. Grey where an image has no vector.')
        : l10n.t('Grey where the prompt file does not say it.');
    this.#note.textContent = share?.note ?? other;
    const colours = Array.from({ length: STEPS + 1 }, (_, step) =>
      distortionColour(step / STEPS, background, highContrast),
    );
    this.#scale.style.backgroundImage = `linear-gradient(to right, ${colours.join(', ')})`;
  }
}

function inWords(by: ColourBy, value: number): string {
  if (by === 'similarity') return localDecimal(value, 2);
  return by === 'date' ? new Date(value).toLocaleDateString(spokenLanguage().tag) : localNumber(value);
}
