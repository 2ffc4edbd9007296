import * as l10n from '@vscode/l10n';
import type { ParameterValue, ProjectionMethod } from '../../src/core/collection/schema.ts';
import { adjustableParameters } from '../../src/core/explore/live-layout.ts';
import { type NumberParameter } from '../../src/core/project/method-parameters.ts';
import { parameterProblem, parametersProblem } from '../../src/core/project/parameters.ts';
import { element } from '../dom.ts';

type Parameters = Readonly<Record<string, ParameterValue>>;

/** Whoever types or holds an arrow has not finished before this. */
const SETTLED_MS = 500;

/** Fields for what can be changed while a map forms. */
export class Adjust {
  readonly element = element('details', 'adjust');
  readonly #fields = element('div', 'adjust-fields');
  readonly #onChange: (parameters: Parameters) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onChange: (parameters: Parameters) => void) {
    this.#onChange = onChange;
    this.element.append(element('summary', '', l10n.t('Adjust')), this.#fields);
  }

  show(method: ProjectionMethod, parameters: Parameters): void {
    clearTimeout(this.#timer);
    const known = adjustableParameters(method);
    const fields = known.map((parameter) => new Field(parameter, parameters[parameter.name]));
    for (const field of fields) {
      field.input.addEventListener('input', () => {
        clearTimeout(this.#timer);
        if (field.check()) this.#timer = setTimeout(this.#tell, SETTLED_MS, method, fields);
      });
    }
    this.element.hidden = known.length === 0;
    this.#fields.replaceChildren(...fields.map((field) => field.element));
  }

  /** What is typed too late changes nothing any more. */
  close(): void {
    clearTimeout(this.#timer);
    for (const input of this.#fields.querySelectorAll('input')) input.disabled = true;
  }

  readonly #tell = (method: ProjectionMethod, fields: readonly Field[]): void => {
    if (!fields.every((field) => field.check())) return;
    const values = Object.fromEntries(fields.map((field) => [field.parameter.name, field.value]));
    const together = parametersProblem(method, values);
    if (together === undefined) this.#onChange(values);
    else fields.find(({ parameter }) => parameter.name === together.name)?.complain(together.problem);
  };
}

/** One number, and beside it what is wrong with it. */
class Field {
  readonly parameter: NumberParameter;
  readonly input = element('input', 'input');
  readonly element: HTMLElement;
  readonly #problem = element('span', 'adjust-problem');

  constructor(parameter: NumberParameter, value: ParameterValue | undefined) {
    this.parameter = parameter;
    const { input } = this;
    input.type = 'number';
    input.min = String(parameter.min);
    input.max = String(parameter.max);
    input.step = parameter.integer ? '1' : 'any';
    input.value = String(value ?? parameter.default);
    input.name = parameter.name;
    this.#problem.role = 'status';
    const label =
      parameter.zeroIsAutomatic === true ? l10n.t('{0} (0: automatic)', parameter.label) : parameter.label;
    this.element = element('label', 'adjust-field', element('span', '', label), input, this.#problem);
  }

  get value(): number {
    return this.input.value.trim() === '' ? NaN : Number(this.input.value);
  }

  /** Whether the value can be used. */
  check(): boolean {
    const problem = parameterProblem(this.parameter, this.value);
    this.complain(problem);
    return problem === undefined;
  }

  complain(problem: string | undefined): void {
    this.input.ariaInvalid = String(problem !== undefined);
    this.#problem.textContent = problem ?? '';
  }
}
