import { expect, it } from 'vitest';
import { conceptSlug, conceptSlugs, spelledSlug } from '../../../src/core/collection/paths.ts';

it('the first of several spellings has the folder of versions before, each other one of its own', () => {
  const names = ['Cats', 'cats', 'CATS', 'sea lion', 'sea  lion', 'caf\u00e9', 'cafe\u0301', ' ', '\u3000'];
  const slugs = conceptSlugs([...names, 'cats']);
  expect([...slugs.keys()]).toEqual(names);
  expect(slugs.get('Cats')).toBe('cats');
  expect(slugs.get('cats')).toBe(spelledSlug('cats'));
  expect(slugs.get('sea lion')).toBe('sea-lion');
  expect(slugs.get('caf\u00e9')).toBe(conceptSlug('caf\u00e9'));
  expect(new Set(slugs.values()).size).toBe(names.length);
  for (const slug of slugs.values()) expect(slug).toMatch(/^[a-z0-9][a-z0-9_-]{0,120}$/);
});
