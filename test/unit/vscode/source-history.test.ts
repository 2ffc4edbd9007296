import { expect, it } from 'vitest';
import { SourceHistory } from '../../../src/vscode/source-history.ts';

it('tells how a source answered last, and nothing of one that was not asked', () => {
  const history = new SourceHistory();
  history.note('lexica', true, new Date(2026, 0, 2, 9, 5));
  history.note('civitai', true, new Date(2026, 0, 2, 9, 6));
  history.note('lexica', false, new Date(2026, 0, 2, 10, 42));
  expect(history.describe('lexica')).toBe('did not answer at 10:42');
  expect(history.describe('civitai')).toBe('answered at 09:06');
  expect(history.describe('huggingface')).toBeUndefined();
});
