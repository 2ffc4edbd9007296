import * as z from 'zod';

/** The version of the folder format that this code reads and writes. */
export const FORMAT_VERSION = 1;

/** Characters of an id (a path in a folder may be one), a concept, a digest; and of a query or a reason. */
export const LONGEST_NAME = 100_000;
export const LONGEST_TEXT = 1_000_000;

/*
 * Files may be anyone's and may be damaged: whatever is a number has a range, so that nothing that is computed from it
 * hangs or fills the memory, and every text has a length.
 */
const text = z.string().max(LONGEST_TEXT);
const name = z.string().max(LONGEST_NAME);
const count = z.number().int().nonnegative().max(1e9);
const share = z.number().min(0).max(1);
/** Far beyond any map, far below where float32 ends. */
const coordinate = z.number().min(-1e12).max(1e12);

/** `collection.json`: the concepts in the order in which they were first explored. */
export const collectionSchema = z.looseObject({
  formatVersion: z.literal(FORMAT_VERSION),
  concepts: z.array(name),
});
export type CollectionFile = z.infer<typeof collectionSchema>;

/** An image that was found but could not be kept, and why, in words for the user. */
const failedImageSchema = z.object({ id: name, reason: text });
export type FailedImage = z.infer<typeof failedImageSchema>;

/** `concepts/<slug>/concept.json` */
export const conceptSchema = z.looseObject({
  query: text,
  source: name,
  requested: count,
  /** ISO 8601, UTC: when the source was last asked. */
  fetchedAt: name,
  /** How many images the source had for the query when it was asked. */
  available: count,
  /** In the order served. */
  images: z.array(name),
  missing: z.array(failedImageSchema),
  /** Images that were taken out: they are not fetched again. */
  removed: z.array(name).optional(),
});
export type ConceptFile = z.infer<typeof conceptSchema>;

/** Tags of one image, and characters of one of them. */
export const MOST_TAGS = 200;
export const LONGEST_TAG = 100;
/** Ratings go from 1 to 5. */
export const BEST_RATING = 5;

/** The one key that we add to a prompt file; everything else in it is the source's own. */
const promptMetadataSchema = z.looseObject({
  concept: name,
  source: name,
  /**
   * The image's path inside the collection folder, POSIX separators; of one that stays where the user has it, its path
   * from there, or an absolute one.
   */
  image: z.string().max(5000),
  /** Lower-case hexadecimal digest of the image's bytes. */
  sha256: name,
  fetchedAt: name,
  /** The user's; we write them sorted, each once. */
  tags: z.array(z.string().max(LONGEST_TAG)).max(MOST_TAGS).optional(),
  /** The user's, in stars. */
  rating: z.number().int().min(1).max(BEST_RATING).optional(),
});
export type PromptMetadata = z.infer<typeof promptMetadataSchema>;

/** `concepts/<slug>/<id>.json`: the source's record, unchanged, plus `lexiclip`. */
export const promptSchema = z.looseObject({ lexiclip: promptMetadataSchema });
export type PromptFile = z.infer<typeof promptSchema>;

/** Which model made vectors, and where it ran. */
export const modelInfoSchema = z.object({
  id: name,
  label: name,
  /** Digest of the ONNX file. */
  sha256: name,
  /** True for a model that only stands in where CLIP cannot be had. */
  standIn: z.boolean(),
  /** Its precision, for a model that has several; vectors of different ones are kept apart. */
  variant: name.optional(),
});
export type ModelInfo = z.infer<typeof modelInfoSchema>;

const deviceInfoSchema = z.object({
  /** `cpu`, `cuda`, `directml`, `coreml` or `webgpu`. */
  provider: name,
  /** Why this one, in words for the user. */
  reason: text,
});
export type DeviceInfo = z.infer<typeof deviceInfoSchema>;

/** How images were spread over a machine, and why. */
const planInfoSchema = z.object({
  processes: count.positive(),
  /** To a run of the network, in each process. */
  threads: count.positive(),
  /** Images to a run. */
  batch: count.positive(),
  reason: text,
});
export type PlanInfo = z.infer<typeof planInfoSchema>;

/** The image that a row of a matrix is of. */
export const rowSchema = z.object({ id: name, sha256: name });

/** `cache/embeddings/<model>.json` without its rows. */
export const embeddingsHeaderSchema = z.looseObject({
  model: modelInfoSchema,
  device: deviceInfoSchema,
  plan: planInfoSchema.optional(),
  preprocessing: name,
  dimension: z.number().int().positive().max(65_536),
  /** Digest of the vectors' bytes (without the `.npy` header), so that the pair is known to belong together. */
  vectorsSha256: name,
});

/** `cache/embeddings/<model>.json`: what the rows of the `.npy` beside it are. */
export const embeddingsSchema = embeddingsHeaderSchema.extend({ rows: z.array(rowSchema) });
export type EmbeddingsFile = z.infer<typeof embeddingsSchema>;

/** The first line of a journal: what made its rows. */
export const journalOriginSchema = embeddingsHeaderSchema.omit({ vectorsSha256: true });
/** A line of a journal: a row, and what shows that it belongs to the numbers. */
export const journalRowSchema = z.object({ id: name, sha256: name, check: name });

/** `cache/neighbours/<model>-k<k>.json` without its rows. */
export const neighboursHeaderSchema = z.looseObject({
  formatVersion: z.literal(FORMAT_VERSION),
  /** Of the model's file; with the preparation of pixels, it tells which vectors were compared. */
  modelSha256: name,
  preprocessing: name,
  /** Neighbours of each row. */
  k: z.number().int().nonnegative().max(10_000),
  /** Digests of the numbers, without the `.npy` headers. */
  indicesSha256: name,
  distancesSha256: name,
});

/** `cache/neighbours/<model>-k<k>.json`: what the rows of the two `.npy` beside it are. */
export const neighboursSchema = neighboursHeaderSchema.extend({ rows: z.array(rowSchema) });
export type NeighboursFile = z.infer<typeof neighboursSchema>;

/** The last two are the reference engines: slow, and what our own are tested against. */
export const projectionMethods = ['umap', 'tsne', 'pca', 'umap-js', 'tsne-js'] as const;
export type ProjectionMethod = (typeof projectionMethods)[number];

/** What a map's file may name: a method that is run here, or `imported` for a map that was laid out elsewhere. */
export const mapMethods = [...projectionMethods, 'imported'] as const;
export type MapMethod = (typeof mapMethods)[number];

export const parameterValueSchema = z.union([z.number(), name]);
/** A parameter's value: a number, or one of several words. */
export type ParameterValue = z.infer<typeof parameterValueSchema>;

/** How far a map can be trusted: Venna and Kaski (2001) and the share of neighbours kept. */
const qualitySchema = z.looseObject({
  /** Of so many nearest neighbours. */
  k: count.positive(),
  /** 0 to 1: how few images stand beside one that is unlike them. */
  trustworthiness: share,
  /** 0 to 1: how few images that are alike stand apart. */
  continuity: share,
  /** 0 to 1: the mean share of an image's k nearest images that are among the k nearest on the map. */
  neighboursKept: share,
  /** Where there are too many images to compare all: how many were, and the standard errors that follow. */
  sampled: z
    .object({
      points: count.positive(),
      standardErrors: z.object({
        trustworthiness: z.number().min(0).max(10),
        continuity: z.number().min(0).max(10),
      }),
    })
    .optional(),
});
export type QualityMetrics = z.infer<typeof qualitySchema>;

/** How much of the neighbourhoods runs from other starts agree on. */
const stabilitySchema = z.looseObject({
  k: count.positive(),
  seeds: z.array(z.number().int()).max(1000),
  /** 0 to 1: the mean share of an image's k nearest on the map that are so in another run, over all runs. */
  agreement: share,
});
export type StabilityMetrics = z.infer<typeof stabilitySchema>;

/** From nothing, from the map before, or by placing new images into it with all others where they were. */
const projectionOrigins = ['anew', 'refitted', 'placed'] as const;
export type ProjectionOrigin = (typeof projectionOrigins)[number];

/** `projections/<name>.json` without its points. */
export const projectionHeaderSchema = z.looseObject({
  name,
  method: z.enum(mapMethods),
  parameters: z.record(name, parameterValueSchema),
  seed: z.number().int().nonnegative(),
  model: modelInfoSchema,
  device: deviceInfoSchema,
  createdAt: name,
  /** Digest of the ids, image hashes and model that went in: equal means nothing to do again. */
  inputSha256: name,
  origin: z.enum(projectionOrigins).optional(),
  /** Epochs or iterations that were run; fewer than asked for where the user stopped it. */
  steps: count.optional(),
  stopped: z.boolean().optional(),
  /** What the method minimises, at the end, before packing: UMAP's sampled loss or t-SNE's divergence. */
  loss: z.number().optional(),
  quality: qualitySchema.optional(),
  stability: stabilitySchema.optional(),
});

/** An image's place. `distortion`: 0 to 1, the share of its k nearest images that the map does not keep near it. */
export const pointSchema = z.object({
  id: name,
  x: coordinate,
  y: coordinate,
  z: coordinate.optional(),
  distortion: share.optional(),
});

/** `projections/<name>.json` */
export const projectionSchema = projectionHeaderSchema.extend({ points: z.array(pointSchema) });
export type ProjectionFile = z.infer<typeof projectionSchema>;
