import type { ProjectionMethod } from '../../src/core/collection/schema.ts';
import { methodTitles, offeredMethods } from '../../src/core/project/parameters.ts';
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
    const isOffered = offeredMethods.some(({ method }) => method === own);
    const others = isOffered ? [] : [{ method: own, about: 'The method of this map.' }];
    this.#radios.clear();
    const choices = [...offeredMethods, ...others].map(({ method, about }) => this.#choice(method, about));
    this.element.replaceChildren(element('legend', 'map-form-legend', 'Method'), ...choices);
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
    radio.setAttribute('aria-label', methodTitles[method]);
    radio.addEventListener('change', () => this.#onChange(method));
    this.#radios.set(method, radio);
    const label = element(
      'label',
      'map-method',
      radio,
      element('span', 'map-method-name', methodTitles[method]),
      help,
    );
    return label;
  }
}
