import * as l10n from '@vscode/l10n';
import { localNumber } from '../../src/core/language.ts';
import {
  canActOn,
  selectionActionLabel,
  selectionActions,
  type SelectionActionName,
} from '../../src/protocol/selection-actions.ts';
import { commandKey, element, iconButton, textButton } from '../dom.ts';
import { roving } from '../roving.ts';

export interface SelectionBarListener {
  onAct(action: SelectionActionName): void;
  /** Selects what was found. */
  onFound(): void;
  onInvert(): void;
  onClear(): void;
}

/** Over the map while images are selected, or were found: how many, and what can be done with them. */
export class SelectionBar {
  readonly element = element('div', 'selection-bar');
  readonly #count = element('span', 'selection-count');
  readonly #buttons: readonly (readonly [SelectionActionName, HTMLButtonElement])[];
  readonly #found: HTMLButtonElement;
  readonly #invert: HTMLButtonElement;
  readonly #clear: HTMLButtonElement;

  /** @param actions What can be done here. */
  constructor(actions: readonly SelectionActionName[], listener: SelectionBarListener) {
    this.element.role = 'toolbar';
    this.element.ariaLabel = l10n.t('Selection');
    this.#buttons = actions.map((name) => {
      const { icon } = selectionActions[name];
      const button = iconButton(icon, selectionActionLabel(name), () => listener.onAct(name));
      button.dataset['action'] = name;
      return [name, button] as const;
    });
    this.#found = textButton('selection-found', l10n.t('Select All Found'), () => listener.onFound());
    this.#invert = iconButton('arrow-swap', l10n.t('Invert Selection ({0}+I)', commandKey()), () =>
      listener.onInvert(),
    );
    this.#clear = iconButton('close', l10n.t('Clear Selection (Escape)'), () => listener.onClear());
    const actionButtons = this.#buttons.map(([, button]) => button);
    this.element.append(this.#count, ...actionButtons, this.#found, this.#invert, this.#clear);
    this.show(0, false);
    roving(this.element);
  }

  /** @param count Of selected images. @param hasFound Whether images were found that can be selected. */
  show(count: number, hasFound: boolean): void {
    this.element.hidden = count === 0 && !hasFound;
    this.#count.textContent = l10n.t('{0} selected', localNumber(count));
    this.#count.hidden = count === 0;
    for (const [name, button] of this.#buttons) {
      button.hidden = count === 0;
      button.disabled = !canActOn(name, count);
    }
    this.#found.hidden = !hasFound;
    this.#invert.hidden = count === 0;
    this.#clear.hidden = count === 0;
  }
}
