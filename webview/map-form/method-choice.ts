import * as l10n from '@vscode/l10n';
import type { ProjectionMethod } from '../../src/core/collection/schema.ts';
import { aboutMethod, methodTitle, offeredMethods } from '../../src/core/project/parameters.ts';
import { element } from '../dom.ts';

/** The methods, with what each shows. */
export class MethodChoice {
  readonly element = element('fieldset', 'map-methods');
  readonly #radios = new Map<ProjectionMethod, HTMLInputElement>();
  readonly #onChange: (method: ProjectionMethod) => void;

  constructor(onChange: (method: ProjectionMethod) => void) {
    this.#onChange = onChange;
  }

  /** @param own The method of the map that is computed again, which need not be one that is offered. */
  begin(own: ProjectionMethod): void {
    this.#radios.clear();
    const choices = offeredMethods.map((method) => this.#choice(method, aboutMethod(method)));
    if (offeredMethods.every((method) => method !== own))
      choices.push(this.#choice(own, l10n.t('The method of this map.')));
    this.element.replaceChildren(element('legend', 'map-form-legend', l10n.t('Method')), ...choices);
  }

  show(method: ProjectionMethod): void {
    const radio = this.#radios.get(method);
    if (radio !== undefined) radio.checked = true;
  }

  focus(): void {
    [...this.#radios.values()].find(({ checked }) => checked)?.focus();
  }

  #choice(method: ProjectionMethod, about: string): HTMLElement {
    const radio = element('input', 'map-method-radio');
    radio.type = 'radio';
    radio.name = 'method';
    radio.value = method;
    radio.id = `map-method-${method}`;
    const help = element('span', 'map-method-about', about);
    help.id = `${radio.id}-about`;
    radio.setAttribute('aria-describedby', help.id);
    radio.setAttribute('aria-label', methodTitle(method));
    radio.addEventListener('change', () => this.#onChange(method));
    this.#radios.set(method, radio);
    const label = element(
      'label',
      'map-method',
      radio,
      element('span', 'map-method-name', methodTitle(method)),
      help,
    );
    return label;
  }
}
