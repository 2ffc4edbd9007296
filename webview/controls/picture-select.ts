import * as l10n from '@vscode/l10n';
import type { PictureMode } from '../../src/core/explore/mark-size.ts';
import { element } from '../dom.ts';

/** What each choice is called, and what it does. */
function choices(): Readonly<Record<PictureMode, readonly [label: string, title: string]>> {
  return {
    auto: [
      l10n.t('Auto'),
      l10n.t('Images are drawn as pictures where there is room: zoom in to see more of them'),
    ],
    always: [l10n.t('Always'), l10n.t('Images are drawn as pictures at every zoom')],
    never: [l10n.t('Never'), l10n.t('Images are drawn as dots')],
  };
}

/** Whether images are drawn as their pictures. */
export class PictureSelect {
  readonly element: HTMLElement;
  readonly #select = element('select', 'select');

  constructor(onChange: (mode: PictureMode) => void) {
    this.#select.append(...Object.entries(choices()).map(([value, [label]]) => new Option(label, value)));
    this.#select.addEventListener('change', () => onChange(this.#select.value as PictureMode));
    this.element = element(
      'label',
      'picture-select',
      element('span', 'picture-select-label', l10n.t('Images')),
      this.#select,
    );
  }

  show(mode: PictureMode): void {
    this.#select.value = mode;
    this.#select.title = choices()[mode][1];
  }
}
