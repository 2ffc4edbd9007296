import type { Embedded, ImageFile, ImageText, ThumbnailJob } from '../core/ports.ts';

/** onnxruntime's names of its execution providers. */
export type Provider = 'cpu' | 'cuda' | 'dml' | 'coreml' | 'webgpu';

export interface SessionParams {
  readonly modelPath: string;
  readonly provider: Provider;
  /** Pixels on a side. */
  readonly size: number;
  readonly mean: readonly [number, number, number];
  readonly deviation: readonly [number, number, number];
  /** Images to a run of the network. */
  readonly batch: number;
}

/** What the inference process answers. */
export interface InferenceMethods {
  /** Runs a network of one node on the provider; fails where the provider does not start. */
  probe: { params: { readonly provider: Provider }; result: null; event: never };
  /** Loads a model and proves it with a batch. */
  load: { params: SessionParams; result: { readonly dimension: number }; event: never };
  /** Each event is a finished batch, in the order given. */
  embed: { params: { readonly images: readonly ImageFile[] }; result: null; event: readonly Embedded[] };
  /** What is written in image files, or null for one that cannot be read. */
  texts: {
    params: { readonly files: readonly string[] };
    result: readonly (ImageText | null)[];
    event: never;
  };
  /** Answers the jobs that failed: index and reason. */
  thumbnails: {
    params: { readonly jobs: readonly ThumbnailJob[] };
    result: readonly (readonly [number, string])[];
    event: never;
  };
}
