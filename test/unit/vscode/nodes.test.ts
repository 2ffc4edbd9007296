import { expect, it } from 'vitest';
import { LexiclipError } from '../../../src/core/errors.ts';
import { nodeOf } from '../../../src/vscode/tree/nodes.ts';

it('takes the entry that the tree gave', () => {
  const node = { kind: 'concept', folder: {}, concept: {} };
  expect(nodeOf('concept', node)).toBe(node);
});

it.each([undefined, null, 'concept', {}, { kind: 'prompt' }])('says so where there is none: %j', (given) => {
  expect(() => nodeOf('concept', given)).toThrow(new LexiclipError({ kind: 'stale-entry' }));
});
