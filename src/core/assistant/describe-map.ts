import * as z from 'zod';
import { LexiclipError } from '../errors.ts';
import { collectionSnapshot } from '../explore/snapshot.ts';
import { describeQuality } from '../explore/trust.ts';
import { inEnglish } from '../language.ts';
import { plainText } from '../plain-text.ts';
import { describeParameters, projectionTitle } from '../project/parameters.ts';
import { assistantTool } from './tool.ts';

/** Of a level: more than fit into an answer that is read. */
const MOST_CLUSTERS = 60;
const MOST_CONCEPTS = 200;

export const describeMap = assistantTool({
  name: 'lexiclip_describe_map',
  title: 'Describe Map',
  description:
    'Says what the collection holds: its concepts and how many images each has, the clusters that were found in it with ' +
    'their names and sizes, its maps and how far each can be trusted. Ask this first.',
  input: z.object({}),
  describe: () => 'Look at what the collection holds',
  async run({ collection }) {
    const view = await collection.view();
    const snapshot = await collectionSnapshot(collection, view);
    if (snapshot === undefined) throw new LexiclipError({ kind: 'no-images' });
    const { concepts, projections, clusters, problems } = snapshot;
    const [level] = clusters?.levels ?? [];
    const shown = [...(level?.clusters ?? [])].sort((a, b) => b.size - a.size).slice(0, MOST_CLUSTERS);
    return {
      result: {
        images: view.images.length,
        concepts: concepts.slice(0, MOST_CONCEPTS).map(({ name, source, images, missing }) => ({
          name: plainText(name),
          source: plainText(source),
          images: images.length,
          missing: missing.length,
        })),
        clusters: shown.map(({ id, name, size, medoid }) => ({
          id: plainText(id),
          name: plainText(name),
          images: size,
          mostTypical: medoid,
        })),
        maps: inEnglish(() =>
          projections.map((map) => ({
            name: plainText(map.name),
            method: projectionTitle(map),
            parameters: describeParameters(map),
            images: map.points,
            model: plainText(map.model.label),
            standIn: map.model.standIn,
            trust: map.quality === undefined ? [] : describeQuality(map.quality),
          })),
        ),
        unusableFiles: problems.length,
      },
      images: shown.map(({ medoid }) => view.image(medoid)).filter((image) => image !== undefined),
    };
  },
});
