import { beforeAll, describe, expect, it } from 'vitest';
import { drawingsOf, readIconSets, type Drawing } from '../../../scripts/sample/records.ts';
import { EXAMPLE_CONCEPTS } from '../../../src/core/concepts.ts';

describe('the sample collection', () => {
  let concepts: ReadonlyMap<string, readonly Drawing[]>;

  beforeAll(async () => {
    concepts = drawingsOf(await readIconSets());
  });

  it('has ten drawings and more of each concept of the example, and of no other', () => {
    expect([...concepts.keys()]).toEqual(EXAMPLE_CONCEPTS);
    for (const [concept, drawings] of concepts) {
      expect(drawings.length, concept).toBeGreaterThanOrEqual(10);
    }
  });

  it('names author and licence of each, and gives each an id of its own', () => {
    const records = [...concepts.values()].flat().map(({ record }) => record);
    for (const { author, licence, prompt } of records) {
      expect(author.name).not.toBe('');
      expect(author.url).toMatch(/^https:/);
      expect(licence.spdx).toMatch(/^(Apache-2\.0|MIT|CC-BY-[34]\.0|CC-BY-SA-4\.0)$/);
      expect(prompt).not.toBe('');
    }
    expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
  });
});
