import * as z from 'zod';
import { FORMAT_VERSION, LONGEST_NAME, modelInfoSchema } from './schema.ts';

const name = z.string().max(LONGEST_NAME);

/** From few large clusters to many small ones. */
export const levelNames = ['coarse', 'middle', 'fine'] as const;
export type LevelName = (typeof levelNames)[number];

const clusterSchema = z.looseObject({
  /** Different from all others of its level; kept when the clusters are computed again. */
  id: name,
  /** What people see. It is theirs to change: one that is not `suggested` stays. */
  name,
  /** The name that its prompts, or its pictures, gave it. */
  suggested: name,
  /** Images. */
  size: z.number().int().nonnegative().max(1e9),
  /** The image that is most like all of it. */
  medoid: name,
  /** The cluster of the level before, coarser, that it lies in; absent at the first level. */
  parent: name.optional(),
});
export type ClusterEntry = z.infer<typeof clusterSchema>;

const levelSchema = z.looseObject({
  name: z.enum(levelNames),
  /** Of modularity: the higher, the more clusters. */
  resolution: z.number().min(0).max(1e12),
  clusters: z.array(clusterSchema),
});

/** How clusters were made. */
const parametersSchema = z.looseObject({
  method: z.literal('leiden'),
  /** Nearest images that each is joined with. */
  neighbours: z.number().int().positive().max(10_000),
  /** Whether images without a prompt are known by their concepts. */
  concepts: z.boolean(),
});

/** `clusters/<vectors>.json` without its images. */
const clustersHeaderSchema = z.looseObject({
  formatVersion: z.literal(FORMAT_VERSION),
  model: modelInfoSchema,
  parameters: parametersSchema,
  seed: z.number().int().nonnegative(),
  /** Digest of the ids, image hashes and model that went in: equal means nothing to do again. */
  inputSha256: name,
  /** Digest of the texts that names were made of; versions before wrote none. */
  textsSha256: name.optional(),
  /** Digest of the words, and the model, that could name clusters without prompts. */
  wordsSha256: name.optional(),
  /** The coarsest first. */
  levels: z.array(levelSchema).max(levelNames.length),
});
export type ClustersHeader = z.infer<typeof clustersHeaderSchema>;

/** An image, and the id of its cluster at the last level. */
export const clusteredImageSchema = z.object({ id: name, cluster: name });
export type ClusteredImage = z.infer<typeof clusteredImageSchema>;

/** `clusters/<vectors>.json` */
export const clustersSchema = clustersHeaderSchema.extend({ images: z.array(clusteredImageSchema) });
