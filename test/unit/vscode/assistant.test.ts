import { expect, it } from 'vitest';
import * as z from 'zod';
import { englishManifest } from '../../../scripts/manifest.ts';
import { assistantTools } from '../../../src/core/assistant/tools.ts';

const { languageModelTools } = englishManifest().contributes;

it('has a tool in package.json for each that there is, with its words and its schema', () => {
  const expected = assistantTools.map(({ name, title, description, input }) => {
    const { $schema, ...inputSchema } = z.toJSONSchema(input, { io: 'input' });
    expect($schema).toBeDefined();
    return { name, displayName: title, modelDescription: description, inputSchema };
  });
  expect(
    languageModelTools.map(({ name, displayName, modelDescription, inputSchema }) => ({
      name,
      displayName,
      modelDescription,
      inputSchema,
    })),
  ).toEqual(expected);
});

it('says in a sentence what each is about to do, without what others wrote doing anything', () => {
  const inputs = new Map<string, object>([
    ['lexiclip_search_images', { query: 'a $(flame) [link](command:x)' }],
    ['lexiclip_compare_prompts', { ids: ['a', 'b'] }],
    ['lexiclip_explore_concepts', { concepts: ['[a](command:evil)'], source: 'sample' }],
  ]);
  for (const tool of assistantTools) {
    const sentence = tool.describe(inputs.get(tool.name) ?? {});
    expect(sentence).not.toBe('');
    expect(sentence).not.toMatch(/\]\(command|\$\(/);
  }
});

it('refuses what does not fit before anything is done', () => {
  for (const tool of assistantTools.filter(({ name }) => name !== 'lexiclip_describe_map'))
    expect(() => tool.describe({ limit: -1, ids: [], concepts: [], query: 7 })).toThrow();
});
