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

export const projectionMethods = ['umap', 'tsne'] as const;
export type ProjectionMethod = (typeof projectionMethods)[number];

/** `projections/<name>.json` */
export const projectionSchema = z.looseObject({
  name: z.string(),
  method: z.enum(projectionMethods),
  parameters: z.record(z.string(), z.number()),
  seed: z.number().int(),
  model: modelMarkSchema,
  device: deviceMarkSchema,
  createdAt: z.string(),
  /** Digest of the ids, image hashes and model that went in: equal means nothing to do again. */
  inputSha256: z.string(),
  points: z.array(z.object({ id: z.string(), x: z.number(), y: z.number() })),
});
export type ProjectionFile = z.infer<typeof projectionSchema>;
