import { expect, it } from 'vitest';
import { parseFromPage } from '../../../src/vscode/explorer/messages.ts';

it.each([
  { type: 'ready' },
  { type: 'openPrompt', id: 'a', pin: true },
  { type: 'exploreConcepts' },
  { type: 'pageError', message: 'x is undefined' },
])('takes %j', (message) => {
  expect(parseFromPage(message)).toEqual(message);
});

it.each([
  undefined,
  null,
  'ready',
  {},
  { type: 'run', command: 'rm' },
  { type: 'openPrompt', id: 7, pin: true },
])('refuses %j', (message) => {
  expect(parseFromPage(message)).toBeUndefined();
});
