import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conceptSlug, fileName, neighboursKept, promptPath } from '../../../src/core/collection/paths.ts';

const safe = /^[a-z0-9][a-z0-9_-]{0,120}$/;

describe('conceptSlug', () => {
  it('keeps plain words readable', () => {
    expect(conceptSlug('cat')).toBe('cat');
    expect(conceptSlug('  Sea   Lion ')).toBe('sea-lion');
  });

  it('gives one concept in two spellings one folder, and two concepts two', () => {
    expect(conceptSlug('CAT')).toBe(conceptSlug('cat'));
    const names = ['sea lion', 'sea-lion', 'sea_lion', 'sea lion!', 'café', 'cafe', '猫', '犬', '!', '?'];
    expect(new Set(names.map(conceptSlug)).size).toBe(names.length);
  });

  it.each([
    '../../etc',
    '/absolute',
    'C:\\x',
    'con',
    'NUL',
    'lpt1',
    '.',
    '..',
    '',
    '\0',
    'concept',
    'x'.repeat(10_000),
  ])('makes a safe name of %j', (name) => {
    expect(conceptSlug(name)).toMatch(safe);
    expect(['con', 'nul', 'lpt1', 'concept']).not.toContain(conceptSlug(name));
  });
});

/** FNV-1a as its authors give it. */
function digestOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index++)
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

describe('neighboursKept', () => {
  it('takes no file for a graph that none of ours can be', () => {
    const ks = ['7', '90', '07', '1e3', '99999999999999999999', ''];
    const names = ks.map((k) => `m-k${k}.json`);
    expect(neighboursKept('m', names)).toEqual([7, 90]);
  });
});

describe('fileName', () => {
  it('tells names apart as it did before, whatever they are', () => {
    const odd = fc.uint16Array({ maxLength: 200 }).map((units) => `${String.fromCharCode(...units)}!`);
    fc.assert(
      fc.property(odd, (name) => fileName(name).endsWith(`-${digestOf(name)}`)),
      { numRuns: 50 },
    );
  });

  it('keeps a UUID as it is', () =>
    expect(fileName('0482ee68-0368-4eca-8846-5930db866b33')).toBe('0482ee68-0368-4eca-8846-5930db866b33'));

  it('tells ids apart that differ only in case', () => expect(fileName('Abc')).not.toBe(fileName('abc')));

  it.each(['a/b', '../a', 'aux', 'concept', 'a.json', 'x'.repeat(300)])('makes a safe name of %j', (id) =>
    expect(fileName(id)).toMatch(safe),
  );

  it('never collides with concept.json', () =>
    expect(promptPath('cat', 'concept')).not.toBe('concepts/cat/concept.json'));
});
