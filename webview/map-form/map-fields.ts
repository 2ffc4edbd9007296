import * as l10n from '@vscode/l10n';
import {
  defaultText,
  isChanged,
  mapFormOutcome,
  mapFormProblems,
  parameterFields,
  presetOf,
  textOf,
  withPreset,
  withText,
  type MapForm,
  type MapFormOutcome,
} from '../../src/core/project/map-form.ts';
import { aboutPreset, presetsOf, presetTitle, type Preset } from '../../src/core/project/presets.ts';
import { element, textButton } from '../dom.ts';
import { MapField, parameterHelp, parameterInput } from './map-field.ts';

/** Called with what becomes of the form. */
type OnChange = (change: (form: MapForm) => MapForm) => void;

/** What a name means. */
function describeOutcome(outcome: MapFormOutcome): string {
  switch (outcome) {
    case 'new':
      return l10n.t('Makes a new map.');
    case 'rerun':
      return l10n.t('Replaces this map. Another name makes a new one.');
    case 'replace':
      return l10n.t('Replaces the map that has this name.');
  }
}

/** The presets of a method, its parameters and the seed; and the name, which stands beside the buttons. */
export class MapFields {
  readonly element: HTMLElement;
  readonly name = element('div', 'map-form-name');
  readonly #presets = element('div', 'map-presets');
  readonly #list = element('div', 'map-fields');
  readonly #onChange: OnChange;
  #fields: ReadonlyMap<string, MapField> = new Map();

  constructor(onChange: OnChange) {
    this.#onChange = onChange;
    this.#presets.role = 'group';
    this.#presets.ariaLabel = l10n.t('Presets');
    this.element = element('div', 'map-form-parameters', this.#presets, this.#list);
  }

  /** The form is of another method by now. */
  begin(form: MapForm): void {
    this.#presets.replaceChildren(
      this.#preset(l10n.t('Default'), l10n.t('All parameters at their defaults'), undefined),
      ...presetsOf(form.method).map((preset) =>
        this.#preset(presetTitle(preset.name), aboutPreset(preset.name), preset),
      ),
    );
    const parameters = parameterFields(form).map(
      (parameter) =>
        [parameter.name, this.#field(parameter.name, parameter.label, parameterInput(parameter))] as const,
    );
    const input = element('input', 'input');
    input.spellcheck = false;
    input.autocomplete = 'off';
    const name = this.#field('name', l10n.t('Name'), input);
    this.#fields = new Map([...parameters, ['name', name]]);
    this.#list.replaceChildren(...parameters.map(([, field]) => field.element));
    this.name.replaceChildren(name.element);
  }

  show(form: MapForm): void {
    const problems = mapFormProblems(form);
    const helps = new Map(parameterFields(form).map((one) => [one.name, parameterHelp(one)]));
    for (const [name, field] of this.#fields) {
      const look = {
        text: textOf(form, name),
        usual: defaultText(form, name),
        isChanged: isChanged(form, name),
        problem: problems.get(name),
      };
      field.show(look, helps.get(name) ?? describeOutcome(mapFormOutcome(form)));
    }
    const preset = presetOf(form);
    for (const button of this.#presets.querySelectorAll('button'))
      button.ariaPressed = String(button.dataset['preset'] === preset);
  }

  focus(name: string): void {
    this.#fields.get(name)?.focus();
  }

  #field(name: string, label: string, input: HTMLInputElement | HTMLSelectElement): MapField {
    return new MapField(name, label, input, {
      onText: (text) => this.#onChange((form) => withText(form, name, text)),
      onReset: () => this.#onChange((form) => withText(form, name, undefined)),
    });
  }

  #preset(label: string, about: string, preset: Preset | undefined): HTMLElement {
    const button = textButton('map-preset', label, () => this.#onChange((form) => withPreset(form, preset)));
    button.title = about;
    button.dataset['preset'] = preset?.name ?? 'default';
    return button;
  }
}
