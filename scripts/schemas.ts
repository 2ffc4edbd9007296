import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { clustersSchema } from '../src/core/collection/clusters-schema.ts';
import {
  collectionSchema,
  conceptSchema,
  embeddingsSchema,
  neighboursSchema,
  projectionSchema,
  promptSchema,
} from '../src/core/collection/schema.ts';

const root = path.resolve(import.meta.dirname, '..');

interface Kind {
  readonly schema: z.ZodType;
  readonly title: string;
  readonly description: string;
}

/** The collection's JSON files, as `contributes.jsonValidation` in package.json names them. */
const kinds: Readonly<Record<string, Kind>> = {
  collection: {
    schema: collectionSchema,
    title: 'Collection of LexiCLIP',
    description: 'The concepts, in the order in which they were first explored.',
  },
  concept: {
    schema: conceptSchema,
    title: 'Concept of a collection',
    description: 'What was asked, and which images came.',
  },
  prompt: {
    schema: promptSchema,
    title: 'Prompt file of an image',
    description: 'The record of the source as it came, and what LexiCLIP knows of the image in “lexiclip”.',
  },
  projection: {
    schema: projectionSchema,
    title: 'Map of a collection',
    description: 'How the map was made, how far it can be trusted, and where each image lies.',
  },
  clusters: {
    schema: clustersSchema,
    title: 'Clusters of a collection',
    description: 'Which images belong together, at several levels, and what their clusters are called.',
  },
  embeddings: {
    schema: embeddingsSchema,
    title: 'Vectors of a collection',
    description: 'What made the vectors in the .npy beside it, and what its rows are.',
  },
  neighbours: {
    schema: neighboursSchema,
    title: 'Nearest neighbours of a collection',
    description: 'Which vectors were compared for the two .npy beside it, and what their rows are.',
  },
};

/** The JSON Schema of each kind, in draft 7: of the later ones, VS Code knows only parts. */
export function jsonSchemas(): ReadonlyMap<string, object> {
  return new Map(
    Object.entries(kinds).map(([kind, { schema, title, description }]) => {
      // Of what goes in: what comes out of `z.object` has no unknown keys, but a file may have them.
      const { $schema, ...rules } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
      return [kind, { $schema, title, description, ...rules }];
    }),
  );
}

/** Writes `dist/schemas/<kind>.json`. */
export async function buildSchemas(): Promise<void> {
  const folder = path.join(root, 'dist/schemas');
  await mkdir(folder, { recursive: true });
  for (const [kind, schema] of jsonSchemas())
    await writeFile(path.join(folder, `${kind}.json`), `${JSON.stringify(schema, undefined, 2)}\n`);
}

if (import.meta.filename === process.argv[1]) await buildSchemas();
