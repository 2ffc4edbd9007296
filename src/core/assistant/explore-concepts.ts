import * as z from 'zod';
import { plainText } from '../plain-text.ts';
import { usualMethods } from '../project/parameters.ts';
import { assistantTool, offeredSources } from './tool.ts';

export const exploreConcepts = assistantTool({
  name: 'lexiclip_explore_concepts',
  title: 'Explore Concepts',
  description:
    'Fetches images of concepts (“cat”, “stained glass”) with their prompts into the collection, embeds them and brings the ' +
    'maps up to date. Connects to the source and writes files: the user is asked first. “sample” needs no network.',
  writes: true,
  input: z.object({
    concepts: z.array(z.string().min(1).max(200)).min(1).max(20).describe('What to look for'),
    count: z.number().int().min(1).max(200).default(10).describe('Images wanted for each concept'),
    source: z.enum(offeredSources).default('lexica').describe('Where the images come from'),
  }),
  describe: ({ concepts, count, source }) =>
    `Fetch up to ${count} images of each of ${concepts.map((one) => `“${plainText(one, 50)}”`).join(', ')} from ${source}, embed them and update the maps`,
  async run(host, { concepts, count, source }, task) {
    // The seed that the settings have, unless somebody changes them.
    const report = await host.explore({ concepts, count, methods: usualMethods, seed: 42 }, source, task);
    return {
      result: {
        concepts: report.concepts.map(({ name, fetched, cached, failed }) => ({
          name: plainText(name),
          fetched,
          alreadyThere: cached,
          failed: failed.length,
        })),
        embedded: report.embedded,
        model: plainText(report.model.label),
        maps: report.projections.map((name) => plainText(name)),
      },
      images: [],
    };
  },
});
