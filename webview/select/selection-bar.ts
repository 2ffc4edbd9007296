import {
  canActOn,
  selectionActions,
  type SelectionActionName,
} from '../../src/protocol/selection-actions.ts';
import { element, iconButton } from '../dom.ts';

export interface SelectionBarListener {
  onAct(action: SelectionActionName): void;
  onClear(): void;
}

/** Over the map while images are selected: how many, and what can be done with them. */
export class SelectionBar {
  readonly element = element('div', 'selection-bar');
  readonly #count = element('span', 'selection-count');
  readonly #buttons: readonly (readonly [SelectionActionName, HTMLButtonElement])[];

  /** @param offered What can be done here: an exported page has no editor. */
  constructor(offered: readonly SelectionActionName[], listener: SelectionBarListener) {
    this.element.role = 'toolbar';
    this.element.ariaLabel = 'Selection';
    this.#buttons = offered.map((name) => {
      const { icon, label } = selectionActions[name];
      const button = iconButton(icon, label, () => listener.onAct(name));
      button.dataset['action'] = name;
      return [name, button] as const;
    });
    const clear = iconButton('close', 'Clear the selection (Escape)', () => listener.onClear());
    this.element.append(this.#count, ...this.#buttons.map(([, button]) => button), clear);
    this.show(0);
  }

  /** @param count Of selected images. */
  show(count: number): void {
    this.element.hidden = count === 0;
    this.#count.textContent = `${count.toLocaleString()} selected`;
    for (const [name, button] of this.#buttons) button.disabled = !canActOn(name, count);
  }
}
