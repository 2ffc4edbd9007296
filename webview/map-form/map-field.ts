import * as l10n from '@vscode/l10n';
import { localFigure } from '../../src/core/language.ts';
import type { ParameterDescription } from '../../src/core/project/method-parameters.ts';
import { element, iconButton } from '../dom.ts';

export interface MapFieldListener {
  onText(text: string): void;
  /** Back to the default. */
  onReset(): void;
}

/** What a field shows besides its text. */
export interface MapFieldLook {
  readonly text: string;
  /** As it reads. */
  readonly usual: string;
  readonly isChanged: boolean;
  readonly problem: string | undefined;
}

/** A label, a field, what it is for, the way back to its default while it differs, and what is wrong with it. */
export class MapField {
  readonly element: HTMLElement;
  readonly #input: HTMLInputElement | HTMLSelectElement;
  readonly #label: string;
  readonly #help = element('p', 'map-field-help');
  readonly #problem = element('p', 'map-field-problem');
  readonly #reset: HTMLButtonElement;

  /** @param input What is typed or chosen in. */
  constructor(
    name: string,
    label: string,
    input: HTMLInputElement | HTMLSelectElement,
    listener: MapFieldListener,
  ) {
    this.#label = label;
    this.#input = input;
    input.id = `map-field-${name}`;
    input.name = name;
    this.#help.id = `${input.id}-help`;
    this.#problem.id = `${input.id}-problem`;
    input.setAttribute('aria-describedby', `${this.#help.id} ${this.#problem.id}`);
    const caption = element('label', 'map-field-label', label);
    caption.htmlFor = input.id;
    this.#reset = iconButton('discard', '', () => {
      listener.onReset();
      // The button is gone by now.
      input.focus();
    });
    this.#reset.classList.add('map-field-reset');
    input.addEventListener('input', () => listener.onText(input.value));
    const line = element('div', 'map-field-line', input, this.#reset);
    this.element = element('div', 'map-field', caption, line, this.#help, this.#problem);
    this.element.classList.toggle('map-field-choice', input instanceof HTMLSelectElement);
  }

  /** @param help What the field is for, and what it takes. */
  show({ text, usual, isChanged, problem }: MapFieldLook, help: string): void {
    // What is typed is not replaced while it is typed.
    if (this.#input.value !== text) this.#input.value = text;
    this.#input.ariaInvalid = String(problem !== undefined);
    this.element.classList.toggle('map-field-changed', isChanged);
    this.#reset.hidden = !isChanged;
    this.#reset.title = this.#reset.ariaLabel = l10n.t('{0}: back to {1}', this.#label, usual);
    this.#help.textContent = help;
    this.#problem.textContent = problem ?? '';
    // The sentence may have no room yet where the field is at the edge.
    if (problem !== undefined && document.activeElement === this.#input)
      this.element.scrollIntoView({ block: 'nearest' });
  }

  focus(): void {
    this.#input.focus();
    this.element.scrollIntoView({ block: 'nearest' });
  }
}

/** A number, or a choice with what each means. */
export function parameterInput(parameter: ParameterDescription): HTMLInputElement | HTMLSelectElement {
  if ('choices' in parameter) {
    const select = element('select', 'select');
    select.append(
      ...parameter.choices.map(({ value, about }) => new Option(l10n.t('{0}: {1}', value, about), value)),
    );
    return select;
  }
  const input = element('input', 'input');
  input.type = 'number';
  input.min = String(parameter.min);
  input.max = String(parameter.max);
  input.step = parameter.integer ? '1' : 'any';
  return input;
}

/** What the field of a parameter is for, its range and its default. */
export function parameterHelp(parameter: ParameterDescription): string {
  const { help } = parameter;
  if ('choices' in parameter) return `${help} ${l10n.t('Default: {0}.', parameter.default)}`;
  const { min, max, default: usual, zeroIsAutomatic = false } = parameter;
  const range = zeroIsAutomatic
    ? l10n.t('From {0} to {1}; default: 0, automatic.', localFigure(min), localFigure(max))
    : l10n.t('From {0} to {1}; default: {2}.', localFigure(min), localFigure(max), localFigure(usual));
  return `${help} ${range}`;
}
