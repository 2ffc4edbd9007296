import { describe, expect, it } from 'vitest';
import { methodParameters, type ParameterDescription } from '../../../src/core/project/parameters.ts';
import {
  answerProblem,
  answersToParameters,
  freeName,
  parameterPrompt,
} from '../../../src/vscode/commands/parameter-answers.ts';

function parameter(name: string): ParameterDescription {
  const found = methodParameters.umap.find((one) => one.name === name);
  if (found === undefined) throw new Error(`UMAP has no ${name}`);
  return found;
}

it.each([
  ['neighbors', 'Neighbours (2 to 200, usually 15)'],
  ['epochs', 'Epochs (up to 5000; 0: automatic)'],
  ['metric', 'Metric (usually cosine)'],
])('asks for %s as %j', (name, prompt) => expect(parameterPrompt(parameter(name))).toBe(prompt));

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

describe('answers in the order of the questions', () => {
  it('are numbers and words', () => {
    expect(answersToParameters('umap', ['5', '0.8', '1', 'cosine', '200', 'random', '3'])).toEqual({
      neighbors: 5,
      minDist: 0.8,
      spread: 1,
      metric: 'cosine',
      epochs: 200,
      start: 'random',
      dimensions: 3,
    });
  });
});

it('finds a name that no map has', () => {
  expect(freeName('umap', [])).toBe('umap');
  expect(freeName('umap', ['umap', 'umap-2', 'tsne'])).toBe('umap-3');
});
