import { describe, expect, it } from 'vitest';
import {
  answerProblem,
  defaultText,
  freeName,
  isChanged,
  mapFormOutcome,
  mapFormProblems,
  mapRequest,
  openMapForm,
  parameterFields,
  presetOf,
  previewRequest,
  textOf,
  withMethod,
  withPreset,
  withText,
  type MapForm,
  type MapFormStart,
} from '../../../src/core/project/map-form.ts';
import { methodParameters, type ParameterDescription } from '../../../src/core/project/method-parameters.ts';
import { defaultParameters, offeredMethods } from '../../../src/core/project/parameters.ts';
import { presetsOf, type Preset } from '../../../src/core/project/presets.ts';

const anew: MapFormStart = {
  method: 'umap',
  parameters: {},
  seed: 42,
  usualSeed: 42,
  taken: ['umap', 'tsne'],
};
const again: MapFormStart = {
  ...anew,
  parameters: { neighbors: 5, metric: 'euclidean', unknown: 3 },
  seed: 7,
  name: 'umap',
};

function typed(form: MapForm, texts: Readonly<Record<string, string>>): MapForm {
  return Object.entries(texts).reduce((before, [field, text]) => withText(before, field, text), form);
}

function parameter(name: string): ParameterDescription {
  const found = methodParameters.umap.find((one) => one.name === name);
  if (found === undefined) throw new Error(`UMAP has no ${name}`);
  return found;
}

function preset(method: 'umap' | 'tsne', wanted: Preset['name']): Preset {
  const found = presetsOf(method).find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(`${method} has no preset ${wanted}`);
  return found;
}

it.each([
  ['neighbors', '15', undefined],
  ['neighbors', '', 'Neighbours must be a number.'],
  ['neighbors', '1.5', 'Neighbours must be a whole number.'],
  ['epochs', '0', undefined],
  ['minDist', '1.5', 'Minimum distance must be from 0 to 1.'],
  ['metric', 'euclidean', undefined],
  ['metric', 'l7', 'Metric must be one of cosine, euclidean.'],
])('an answer to %s, %j: %j', (name, text, problem) =>
  expect(answerProblem(parameter(name), text)).toBe(problem),
);

describe('a new map', () => {
  const form = openMapForm(anew);

  it('has the defaults, of which nothing is marked as changed', () => {
    for (const { name } of parameterFields(form)) {
      expect(textOf(form, name)).toBe(defaultText(form, name));
      expect(isChanged(form, name)).toBe(false);
    }
    expect(presetOf(form)).toBe('default');
    expect(mapRequest(form)).toEqual({
      name: 'umap-2',
      method: 'umap',
      parameters: defaultParameters('umap'),
      seed: 42,
    });
  });

  it('gets a name that is free for its method, until one is typed', () => {
    expect(textOf(withMethod(form, 'pca'), 'name')).toBe('pca');
    const named = withText(form, 'name', 'mine');
    expect(textOf(withMethod(named, 'pca'), 'name')).toBe('mine');
    expect(isChanged(named, 'name')).toBe(true);
    expect(mapFormOutcome(form)).toBe('new');
    expect(mapFormOutcome(withText(form, 'name', ' tsne '))).toBe('replace');
  });

  it('keeps what is typed for another method that has the parameter, too', () => {
    const deep = typed(form, { dimensions: '3', neighbors: '8' });
    const tsne = withMethod(deep, 'tsne');
    expect(mapRequest(tsne)?.parameters).toEqual({ ...defaultParameters('tsne'), dimensions: 3 });
    expect(mapRequest(withMethod(tsne, 'umap'))?.parameters).toMatchObject({ dimensions: 3, neighbors: 8 });
  });

  it('marks what differs, and goes back', () => {
    const changed = withText(form, 'minDist', '0.25');
    expect(isChanged(changed, 'minDist')).toBe(true);
    expect(isChanged(withText(form, 'minDist', '0.10'), 'minDist')).toBe(false);
    expect(isChanged(withText(form, 'minDist', ''), 'minDist')).toBe(true);
    expect(isChanged(withText(form, 'epochs', ''), 'epochs')).toBe(true);
    expect(withText(changed, 'minDist', undefined)).toEqual(withText(form, 'minDist', undefined));
  });

  it('says beside each field what is wrong', () => {
    const wrong = typed(form, { neighbors: '1', spread: '', seed: '-1', name: 'Not this' });
    expect(Object.fromEntries(mapFormProblems(wrong))).toEqual({
      neighbors: 'Neighbours must be from 2 to 200.',
      spread: 'Spread must be a number.',
      seed: 'Seed must be from 0 to 2147483647.',
      name: 'Name must be lower-case letters, digits, - and _, and at most 61 of them.',
    });
    expect(mapRequest(wrong)).toBeUndefined();
  });

  it('says what is wrong with fields together', () => {
    const wrong = typed(form, { minDist: '0.8', spread: '0.5' });
    expect(mapFormProblems(wrong)).toEqual(
      new Map([['minDist', 'Minimum distance must not be larger than the spread.']]),
    );
  });

  it('is previewed under any name, as the same, and not with a wrong parameter', () => {
    const before = previewRequest(form);
    expect(before).toMatchObject({ method: 'umap', seed: 42 });
    expect(previewRequest(withText(form, 'name', 'mi'))).toEqual(before);
    expect(previewRequest(withText(form, 'name', ''))).toEqual(before);
    expect(previewRequest(withText(form, 'neighbors', '1'))).toBeUndefined();
  });
});

describe('a map that is computed again', () => {
  const form = openMapForm(again);

  it('has what the map was made with, and marks what is no default', () => {
    expect(parameterFields(form).filter(({ name }) => isChanged(form, name))).toEqual([
      expect.objectContaining({ name: 'neighbors' }),
      expect.objectContaining({ name: 'metric' }),
      expect.objectContaining({ name: 'seed' }),
    ]);
    expect(mapRequest(form)).toEqual({
      name: 'umap',
      method: 'umap',
      parameters: { ...defaultParameters('umap'), neighbors: 5, metric: 'euclidean' },
      seed: 7,
    });
    expect(mapFormOutcome(form)).toBe('rerun');
  });

  it('becomes another map under another name, or by another method', () => {
    expect(mapFormOutcome(withText(form, 'name', 'umap-9'))).toBe('new');
    const pca = withMethod(form, 'pca');
    expect(mapRequest(pca)).toMatchObject({ name: 'pca', method: 'pca' });
    expect(mapFormOutcome(pca)).toBe('new');
    expect(mapFormOutcome(withMethod(pca, 'umap'))).toBe('rerun');
  });

  it('may keep a name that no new map could have', () => {
    const foreign = openMapForm({ ...again, name: 'My Map', taken: ['My Map'] });
    expect(mapFormProblems(foreign).size).toBe(0);
    expect(mapFormProblems(withText(foreign, 'name', 'My Other Map')).has('name')).toBe(true);
  });

  it('keeps the name of a map whose file is damaged, whatever the method', () => {
    const damaged = openMapForm({ ...anew, name: 'broken' });
    expect(textOf(withMethod(damaged, 'pca'), 'name')).toBe('broken');
    expect(mapFormOutcome(damaged)).toBe('new');
  });
});

describe('presets', () => {
  const methods = offeredMethods.filter((method) => presetsOf(method).length > 0);

  it.each(methods)('%s: name the same parameters, each usable and unlike the others', (method) => {
    const form = withMethod(openMapForm(anew), method);
    const looks = presetsOf(method).map((one) => {
      expect(Object.keys(one.parameters)).toEqual(Object.keys(presetsOf(method)[0]?.parameters ?? {}));
      const chosen = withPreset(form, one);
      expect(mapFormProblems(chosen).size).toBe(0);
      expect(presetOf(chosen)).toBe(one.name);
      return JSON.stringify(mapRequest(chosen)?.parameters);
    });
    expect(new Set([...looks, JSON.stringify(mapRequest(form)?.parameters)]).size).toBe(4);
  });

  it('replace each other, and leave what they do not name', () => {
    const form = withText(openMapForm(anew), 'dimensions', '3');
    const compact = withPreset(withPreset(form, preset('umap', 'Global')), preset('umap', 'Compact'));
    expect(mapRequest(compact)?.parameters).toMatchObject({ neighbors: 30, minDist: 0, dimensions: 3 });
    expect(presetOf(withText(compact, 'neighbors', '31'))).toBeUndefined();
  });

  it('are undone by the defaults, which leave seed and name', () => {
    const form = typed(withPreset(openMapForm(again), preset('umap', 'Local')), { name: 'mine' });
    const usual = withPreset(form, undefined);
    expect(mapRequest(usual)).toEqual({
      name: 'mine',
      method: 'umap',
      parameters: defaultParameters('umap'),
      seed: 7,
    });
    expect(presetOf(usual)).toBe('default');
  });

  it('are none for PCA, which has nothing to trade', () => expect(presetsOf('pca')).toEqual([]));
});

it('finds a name that no map has', () => {
  expect(freeName('umap', [])).toBe('umap');
  expect(freeName('umap', ['umap', 'umap-2', 'tsne'])).toBe('umap-3');
});
