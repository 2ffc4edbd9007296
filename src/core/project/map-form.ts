import * as l10n from '@vscode/l10n';
import type { ParameterValue, ProjectionMethod } from '../collection/schema.ts';
import type { ProjectRequest } from '../reports.ts';
import { methodParameters, type NumberParameter, type ParameterDescription } from './method-parameters.ts';
import { knownParameters, parameterProblem, parametersProblem } from './parameters.ts';
import { presetsOf, type Preset } from './presets.ts';

/* The form of a new map, or of one that is computed again: what its fields say, what is wrong with it, what it asks for. */

/** What a form opens with. */
export interface MapFormStart {
  readonly method: ProjectionMethod;
  /** Those not given have the method's defaults. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly seed: number;
  /** The seed of the user's settings. */
  readonly usualSeed: number;
  /** The map that is computed again; a new one gets a name that is free. */
  readonly name?: string | undefined;
  /** The names of the maps that there are. */
  readonly taken: readonly string[];
}

export interface MapForm {
  readonly start: MapFormStart;
  readonly method: ProjectionMethod;
  /** What is typed, by field: a parameter's name, `seed` or `name`. A field without a text has its default. */
  readonly texts: Readonly<Record<string, string>>;
}

/** What becomes of the map of the form's name: there is none, it is the one that was to be computed again, or another. */
export type MapFormOutcome = 'new' | 'rerun' | 'replace';

export const MAP_NAME = /^[a-z0-9][a-z0-9_-]{0,60}$/;
/** As on the command line. */
export const LARGEST_SEED = 2 ** 31 - 1;

export function openMapForm(start: MapFormStart): MapForm {
  const { method, parameters, seed } = start;
  const known = Object.entries(knownParameters(method, parameters));
  const texts = Object.fromEntries(known.map(([name, value]) => [name, String(value)]));
  return { start, method, texts: { ...texts, seed: String(seed) } };
}

/** The fields with numbers and choices: the method's parameters, and the seed. */
export function parameterFields({ start, method }: MapForm): readonly ParameterDescription[] {
  const seed: NumberParameter = {
    name: 'seed',
    label: l10n.t('Seed'),
    help: l10n.t('Another seed gives another map of the same kind.'),
    default: start.usualSeed,
    min: 0,
    max: LARGEST_SEED,
    integer: true,
  };
  return [...methodParameters[method], seed];
}

export function textOf(form: MapForm, field: string): string {
  return form.texts[field] ?? defaultText(form, field);
}

export function defaultText(form: MapForm, field: string): string {
  if (field === 'name') return offeredName(form);
  return String(parameterFields(form).find(({ name }) => name === field)?.default ?? '');
}

/** Whether a field says something else than its default, however it is written. */
export function isChanged(form: MapForm, field: string): boolean {
  const [text, usual] = [textOf(form, field).trim(), defaultText(form, field)];
  return text !== usual && (text === '' || Number(text) !== Number(usual));
}

export function withMethod(form: MapForm, method: ProjectionMethod): MapForm {
  return { ...form, method };
}

/** @param text Undefined: back to the default. */
export function withText(form: MapForm, field: string, text: string | undefined): MapForm {
  if (text !== undefined) return { ...form, texts: { ...form.texts, [field]: text } };
  const others = Object.entries(form.texts).filter(([name]) => name !== field);
  return { ...form, texts: Object.fromEntries(others) };
}

/** @param preset Undefined: all parameters of the method back to their defaults. */
export function withPreset(form: MapForm, preset: Preset | undefined): MapForm {
  const names = methodParameters[form.method].map(({ name }) => name);
  const values = preset?.parameters ?? Object.fromEntries(names.map((name) => [name, undefined]));
  return Object.entries(values).reduce(
    (changed, [name, value]) => withText(changed, name, value === undefined ? undefined : String(value)),
    form,
  );
}

/** The preset whose values the form has; `default` where all parameters have their defaults. */
export function presetOf(form: MapForm): Preset['name'] | 'default' | undefined {
  if (methodParameters[form.method].every(({ name }) => !isChanged(form, name))) return 'default';
  return presetsOf(form.method).find(({ parameters }) =>
    Object.entries(parameters).every(([name, value]) => Number(textOf(form, name)) === value),
  )?.name;
}

/** What is wrong, as a sentence for each field that cannot be used. */
export function mapFormProblems(form: MapForm): ReadonlyMap<string, string> {
  const problems = new Map<string, string>();
  for (const parameter of parameterFields(form)) {
    const problem = answerProblem(parameter, textOf(form, parameter.name));
    if (problem !== undefined) problems.set(parameter.name, problem);
  }
  const { name, problem } = parametersProblem(form.method, parametersOf(form)) ?? {};
  const label = methodParameters[form.method].find((parameter) => parameter.name === name)?.label;
  if (name !== undefined && !problems.has(name)) problems.set(name, sentence(label ?? name, problem ?? ''));
  const called = textOf(form, 'name').trim();
  // A map that was made elsewhere may be called as it likes.
  if (!MAP_NAME.test(called) && called !== form.start.name)
    problems.set('name', l10n.t('Name must be lower-case letters, digits, - and _, and at most 61 of them.'));
  return problems;
}

/** Why a text cannot be used for a parameter, as a sentence, or undefined where it can. */
export function answerProblem(parameter: ParameterDescription, text: string): string | undefined {
  const problem = parameterProblem(parameter, valueOf(parameter, text));
  return problem === undefined ? undefined : sentence(parameter.label, problem);
}

function sentence(parameter: string, problem: string): string {
  return l10n.t('{parameter} {problem}.', { parameter, problem });
}

/** What the form asks for; undefined where a field cannot be used. */
export function mapRequest(form: MapForm): ProjectRequest | undefined {
  return mapFormProblems(form).size > 0 ? undefined : requestOf(form, textOf(form, 'name').trim());
}

/** The same for a preview: what a new map is called makes no difference, so that typing a name changes nothing. */
export function previewRequest(form: MapForm): ProjectRequest | undefined {
  const problems = mapFormProblems(withText(form, 'name', undefined));
  if (problems.size > 0) return undefined;
  const [called, { taken }] = [textOf(form, 'name').trim(), form.start];
  return requestOf(form, taken.includes(called) ? called : freeName(form.method, taken));
}

export function mapFormOutcome(form: MapForm): MapFormOutcome {
  const { name, taken } = form.start;
  const called = textOf(form, 'name').trim();
  if (!taken.includes(called)) return 'new';
  return called === name ? 'rerun' : 'replace';
}

/** `umap`, or `umap-2` and so on where maps have these names. */
export function freeName(method: ProjectionMethod, taken: readonly string[]): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? method : `${method}-${count}`;
    if (!taken.includes(name)) return name;
  }
}

/** That of the map that is computed again, unless it would be another kind of map. */
function offeredName({ start, method }: MapForm): string {
  const { name, taken } = start;
  const isKept = name !== undefined && (method === start.method || !taken.includes(name));
  return isKept ? name : freeName(method, taken);
}

function requestOf(form: MapForm, name: string): ProjectRequest {
  return { name, method: form.method, parameters: parametersOf(form), seed: Number(textOf(form, 'seed')) };
}

function parametersOf(form: MapForm): Record<string, ParameterValue> {
  const parameters = methodParameters[form.method];
  return Object.fromEntries(
    parameters.map((parameter) => [parameter.name, valueOf(parameter, textOf(form, parameter.name))]),
  );
}

/** What a text means for a parameter; NaN for what is no number. */
function valueOf(parameter: ParameterDescription, text: string): ParameterValue {
  if ('choices' in parameter) return text.trim();
  return text.trim() === '' ? NaN : Number(text);
}
