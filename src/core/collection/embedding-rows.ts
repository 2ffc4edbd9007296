import type { DeviceInfo, ModelInfo, PlanInfo } from './schema.ts';

/** One image's vector and the digest of the image that it was computed from. */
export interface EmbeddingRow {
  readonly id: string;
  readonly sha256: string;
  readonly vector: Float32Array;
}

/** A loaded model, where it runs and how. */
export interface LoadedModel {
  readonly model: ModelInfo;
  readonly device: DeviceInfo;
  readonly plan?: PlanInfo | undefined;
}

/** What made vectors. */
export interface Origin extends LoadedModel {
  readonly preprocessing: string;
  readonly dimension: number;
}

/** What stands for one model. `rows` is keyed by image id. */
export interface Embeddings extends Origin {
  readonly rows: ReadonlyMap<string, EmbeddingRow>;
}

/** The name of a model's vectors in the collection: each precision has its own. */
export function vectorsName({ id, variant }: Pick<ModelInfo, 'id' | 'variant'>): string {
  return variant === undefined ? id : `${id}-${variant}`;
}

/** Whether vectors of both may stand in one matrix: same file, same pixels. */
export function sameOrigin(
  a: Pick<Origin, 'model' | 'preprocessing' | 'dimension'> | undefined,
  b: Pick<Origin, 'model' | 'preprocessing' | 'dimension'>,
): boolean {
  return (
    a?.model.sha256 === b.model.sha256 && a.preprocessing === b.preprocessing && a.dimension === b.dimension
  );
}

/** How far a vector's length may be from 1: beyond rounding, it is none of ours. */
const LENGTH_TOLERANCE = 1e-2;

/** Whether a vector is finite and of length 1. */
export function isDirection(vector: Float32Array): boolean {
  const square = vector.reduce((sum, value) => sum + value * value, 0);
  return Math.abs(square - 1) < LENGTH_TOLERANCE;
}
