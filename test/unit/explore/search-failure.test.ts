import { expect, it } from 'vitest';
import { LexiclipError } from '../../../src/core/errors.ts';
import { searchFailure } from '../../../src/protocol/search-failure.ts';

it.each([
  [
    {
      kind: 'bad-query',
      query: 'cfg>[x](command:y)',
      problem: '“[x](command:y)” is no number',
      from: 0,
      to: 18,
    },
    { message: expect.stringContaining('Character 1: ') as string, from: 0, to: 18 },
  ],
  [
    { kind: 'bad-query', query: 'a - a', problem: 'its parts cancel each other' },
    { message: expect.stringContaining('cancel') as string },
  ],
  [{ kind: 'no-text-side', model: 'ResNet' }, { way: 'model' }],
  [{ kind: 'restricted-mode' }, { way: 'trust' }],
  [{ kind: 'no-vectors' }, { message: expect.stringContaining('Embed the images first') as string }],
] as const)('%j is told in the box', (failure, outcome) => {
  expect(searchFailure(new LexiclipError(failure))).toMatchObject({ kind: 'failed', ...outcome });
});

it('links and icons of others are plain text', () => {
  const failure = { kind: 'bad-query', query: 'x', problem: '$(check)\u202e', from: 0, to: 1 } as const;
  const outcome = searchFailure(new LexiclipError(failure));
  expect(outcome).toMatchObject({ message: 'Character 1: $ (check). Enter selects it.' });
});
