import * as l10n from '@vscode/l10n';
import type { SearchMode } from '../../src/core/search/language.ts';
import { element } from '../dom.ts';
import { roving } from '../roving.ts';

function choiceOf(mode: SearchMode): readonly [label: string, title: string] {
  return mode === 'words'
    ? [l10n.t('Words'), l10n.t('Words in prompts: images whose prompts have them, while you type')]
    : [
        l10n.t('Meaning'),
        l10n.t('Meaning: images that look like what the words say, ranked by the model (Enter)'),
      ];
}

/** Whether plain words are words in prompts or have a meaning. */
export class ModeToggle {
  readonly element = element('div', 'search-modes');
  readonly #buttons: readonly (readonly [SearchMode, HTMLButtonElement])[];

  constructor(onChange: (mode: SearchMode) => void) {
    this.element.role = 'radiogroup';
    this.element.ariaLabel = l10n.t('Search by');
    this.#buttons = (['words', 'meaning'] as const).map((mode) => {
      const [label, title] = choiceOf(mode);
      const button = element('button', 'search-mode', label);
      button.type = 'button';
      button.role = 'radio';
      button.title = title;
      button.dataset['mode'] = mode;
      button.addEventListener('click', () => onChange(mode));
      return [mode, button] as const;
    });
    this.element.append(...this.#buttons.map(([, button]) => button));
    roving(this.element, { chooses: true });
  }

  show(mode: SearchMode): void {
    for (const [own, button] of this.#buttons) button.ariaChecked = String(own === mode);
  }
}
