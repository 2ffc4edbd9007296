import { z } from 'zod';

/** The version of the folder format that this code reads and writes. */
export const FORMAT_VERSION = 1;

/** `collection.json`: the concepts in the order in which they were first explored. */
export const collectionSchema = z.looseObject({
  formatVersion: z.literal(FORMAT_VERSION),
  concepts: z.array(z.string()),
});
export type CollectionFile = z.infer<typeof collectionSchema>;

/** An image that was found but could not be kept, and why, in words for the user. */
export const failedImageSchema = z.object({ id: z.string(), reason: z.string() });
export type FailedImage = z.infer<typeof failedImageSchema>;

/** `concepts/<slug>/concept.json` */
export const conceptSchema = z.looseObject({
  query: z.string(),
  source: z.string(),
  requested: z.number().int().nonnegative(),
  /** ISO 8601, UTC: when the source was last asked. */
  fetchedAt: z.string(),
  /** How many images the source had for the query when it was asked. */
  available: z.number().int().nonnegative(),
  /** In the order served. */
  images: z.array(z.string()),
  missing: z.array(failedImageSchema),
});
export type ConceptFile = z.infer<typeof conceptSchema>;

/** The one key that we add to a prompt file; everything else in it is the source's own. */
export const promptMarkSchema = z.looseObject({
  concept: z.string(),
  source: z.string(),
  /** The image's path inside the collection folder, POSIX separators. */
  image: z.string(),
  /** Lower-case hexadecimal digest of the image's bytes. */
  sha256: z.string(),
  fetchedAt: z.string(),
});
export type PromptMark = z.infer<typeof promptMarkSchema>;

/** `concepts/<slug>/<id>.json`: the source's record, unchanged, plus `lexiclip`. */
export const promptSchema = z.looseObject({ lexiclip: promptMarkSchema });
export type PromptFile = z.infer<typeof promptSchema>;

/** Which model made vectors, and where it ran. */
export const modelMarkSchema = z.object({
  id: z.string(),
  label: z.string(),
  /** Digest of the ONNX file. */
  sha256: z.string(),
  /** True for a model that only stands in where CLIP cannot be had. */
  standIn: z.boolean(),
  /** Its precision, for a model that has several; vectors of different ones are kept apart. */
  variant: z.string().optional(),
});
export type ModelMark = z.infer<typeof modelMarkSchema>;

export const deviceMarkSchema = z.object({
  /** `cpu`, `cuda`, `directml`, `coreml` or `webgpu`. */
  provider: z.string(),
  /** Why this one, in words for the user. */
  reason: z.string(),
});
export type DeviceMark = z.infer<typeof deviceMarkSchema>;

/** How images were spread over a machine, and why. */
export const planMarkSchema = z.object({
  processes: z.number().int().positive(),
  /** To a run of the network, in each process. */
  threads: z.number().int().positive(),
  /** Images to a run. */
  batch: z.number().int().positive(),
  reason: z.string(),
});
export type PlanMark = z.infer<typeof planMarkSchema>;

/** `cache/embeddings/<model>.json`: what the rows of the `.npy` beside it are. */
export const embeddingsSchema = z.looseObject({
  model: modelMarkSchema,
  device: deviceMarkSchema,
  plan: planMarkSchema.optional(),
  preprocessing: z.string(),
  dimension: z.number().int().positive(),
  rows: z.array(z.object({ id: z.string(), sha256: z.string() })),
  /** Digest of the vectors' bytes (without the `.npy` header), so that the pair is known to belong together. */
  vectorsSha256: z.string(),
});
export type EmbeddingsFile = z.infer<typeof embeddingsSchema>;

/** `cache/neighbours/<model>-k<k>.json`: what the rows of the two `.npy` beside it are. */
export const neighboursSchema = z.looseObject({
  formatVersion: z.literal(FORMAT_VERSION),
  /** Of the model's file; with the preparation of pixels, it tells which vectors were compared. */
  modelSha256: z.string(),
  preprocessing: z.string(),
  /** Neighbours of each row. */
  k: z.number().int().nonnegative(),
  rows: z.array(z.object({ id: z.string(), sha256: z.string() })),
  /** Digests of the numbers, without the `.npy` headers. */
  indicesSha256: z.string(),
  distancesSha256: z.string(),
});
export type NeighboursFile = z.infer<typeof neighboursSchema>;

/** The last two are the reference engines: slow, and what our own are tested against. */
export const projectionMethods = ['umap', 'tsne', 'pca', 'umap-js', 'tsne-js'] as const;
export type ProjectionMethod = (typeof projectionMethods)[number];

export const parameterValueSchema = z.union([z.number(), z.string()]);
/** A parameter's value: a number, or one of several words. */
export type ParameterValue = z.infer<typeof parameterValueSchema>;

/** How far a map can be trusted: Venna and Kaski (2001) and the share of neighbours kept. */
export const qualitySchema = z.looseObject({
  /** Of so many nearest neighbours. */
  k: z.number().int().positive(),
  /** 0 to 1: how few images stand beside one that is unlike them. */
  trustworthiness: z.number(),
  /** 0 to 1: how few images that are alike stand apart. */
  continuity: z.number(),
  /** 0 to 1: the mean share of an image's k nearest images that are among the k nearest on the map. */
  neighboursKept: z.number(),
  /** Where there are too many images to compare all: how many were, and the standard errors that follow. */
  sampled: z
    .object({
      points: z.number().int().positive(),
      standardErrors: z.object({ trustworthiness: z.number(), continuity: z.number() }),
    })
    .optional(),
});
export type QualityMark = z.infer<typeof qualitySchema>;

/** How much of the neighbourhoods runs from other starts agree on. */
export const stabilitySchema = z.looseObject({
  k: z.number().int().positive(),
  seeds: z.array(z.number().int()),
  /** 0 to 1: the mean share of an image's k nearest on the map that are so in another run, over all runs. */
  agreement: z.number(),
});
export type StabilityMark = z.infer<typeof stabilitySchema>;

/** From nothing, from the map before, or by placing new images into it with all others where they were. */
export const projectionOrigins = ['anew', 'refitted', 'placed'] as const;
export type ProjectionOrigin = (typeof projectionOrigins)[number];

/** `projections/<name>.json` */
export const projectionSchema = z.looseObject({
  name: z.string(),
  method: z.enum(projectionMethods),
  parameters: z.record(z.string(), parameterValueSchema),
  seed: z.number().int(),
  model: modelMarkSchema,
  device: deviceMarkSchema,
  createdAt: z.string(),
  /** Digest of the ids, image hashes and model that went in: equal means nothing to do again. */
  inputSha256: z.string(),
  origin: z.enum(projectionOrigins).optional(),
  /** Epochs or iterations that were run; fewer than asked for where the user stopped it. */
  steps: z.number().int().nonnegative().optional(),
  stopped: z.boolean().optional(),
  /** What the method minimises, at the end: UMAP's sampled loss or t-SNE's divergence. */
  loss: z.number().optional(),
  quality: qualitySchema.optional(),
  stability: stabilitySchema.optional(),
  /** `distortion`: 0 to 1, the share of the image's k nearest images that the map does not keep near it. */
  points: z.array(
    z.object({
      id: z.string(),
      x: z.number(),
      y: z.number(),
      z: z.number().optional(),
      distortion: z.number().optional(),
    }),
  ),
});
export type ProjectionFile = z.infer<typeof projectionSchema>;
