import type { FileFacts } from '../core/collection/file-facts.ts';
import type { NeighbourGraph } from '../core/collection/neighbour-graph.ts';
import type { ContainedFile } from '../core/collection/store.ts';
import type { Embedded, ImageFile } from '../core/embed/embedder.ts';
import type { SheetPicture, Thumbnail } from '../core/embed/image-decoder.ts';
import type { FoundText } from '../core/metadata/found-text.ts';
import type { NearestRequest, MapQuality, QualityRequest } from '../core/neighbours/comparer.ts';

/** onnxruntime's names of its execution providers. */
export type Provider = 'cpu' | 'cuda' | 'dml' | 'coreml' | 'webgpu';

/** How pixels are prepared; the names are those of a model's description. */
export interface PixelParams {
  /** Pixels on a side. */
  readonly size: number;
  readonly fit: 'crop' | 'stretch';
  readonly filter: 'bicubic' | 'bilinear' | 'libvips-cubic';
  readonly mean: readonly [number, number, number];
  readonly deviation: readonly [number, number, number];
}

/** A network, and where and how it runs. */
export interface NetworkParams {
  readonly modelPath: string;
  readonly provider: Provider;
  /** Threads to a run on the CPU. */
  readonly threads: number;
  readonly input: string;
  readonly output: string;
}

export interface SessionParams extends NetworkParams {
  readonly pixels: PixelParams;
  /** Images to a run of the network. */
  readonly batch: number;
  /** Threads that decode images beside it. */
  readonly decoders: number;
}

/** The speed of one way of running a network. */
export interface Measurement {
  readonly threads: number;
  readonly batch: number;
  readonly imagesPerSecond: number;
  /** Whether the vectors of a batch are those of its images alone, bit by bit. */
  readonly identical: boolean;
}

/** Comparisons of vectors that are sent before, in pieces. */
export interface CompareMethods {
  /** Makes room for so many numbers, in the place of what was held. */
  holdVectors: {
    params: { readonly length: number; readonly dimension: number };
    result: null;
    event: never;
  };
  putVectors: {
    params: { readonly at: number; readonly numbers: Float32Array };
    result: null;
    event: never;
  };
  nearest: {
    params: Omit<NearestRequest, 'vectors' | 'dimension'>;
    result: NeighbourGraph;
    event: { readonly done: number; readonly total: number };
  };
  quality: {
    params: Omit<QualityRequest, 'vectors' | 'dimension'>;
    result: MapQuality;
    event: { readonly done: number; readonly total: number };
  };
}

/** What the inference process answers. */
export interface InferenceMethods extends CompareMethods {
  /** Runs a network of one node on the provider; fails where the provider does not start. */
  probe: { params: { readonly provider: Provider }; result: null; event: never };
  /** Times an image model on noise, for each number of threads and each batch, as many as there is time for. */
  measure: {
    params: Omit<SessionParams, 'threads' | 'batch' | 'decoders'> & {
      readonly threads: readonly number[];
      readonly batches: readonly number[];
      /** After this no other way is tried. */
      readonly withinMs: number;
    };
    result: readonly Measurement[];
    event: never;
  };
  /** Loads an image model and proves it with a batch. */
  load: { params: SessionParams; result: { readonly dimension: number }; event: never };
  /** Some images, in the order given, in batches of the session's. Several may be asked for: the next are decoded meanwhile. */
  embed: { params: { readonly images: readonly ImageFile[] }; result: readonly Embedded[]; event: never };
  /** Pixels for who runs the model elsewhere, in the order of the images. */
  prepare: {
    params: { readonly images: readonly ImageFile[]; readonly pixels: PixelParams };
    result: readonly Prepared[];
    event: never;
  };
  /** The token ids of a text, [context], by the `tokenizer.json` at a path. */
  tokens: {
    params: { readonly tokenizer: string; readonly text: string; readonly context: number };
    result: readonly number[];
    event: never;
  };
  /** Vectors of texts, row-major [n, dimension], each of length 1, from their token ids [n, context]. */
  embedTexts: {
    params: NetworkParams & { readonly rows: readonly (readonly number[])[] };
    result: Float32Array;
    event: never;
  };
  /** What is written in image files, and hidden in their pixels if asked; null for one that cannot be read. */
  texts: {
    params: { readonly files: readonly ContainedFile[]; readonly hidden: boolean };
    result: readonly (readonly FoundText[] | null)[];
    event: never;
  };
  /** What files and their headers say; null for one that cannot be read. */
  facts: {
    params: { readonly files: readonly ContainedFile[] };
    result: readonly (FileFacts | null)[];
    event: never;
  };
  thumbnails: {
    params: { readonly images: readonly ContainedFile[] };
    result: readonly Thumbnail[];
    event: never;
  };
  sheet: {
    params: { readonly thumbnails: readonly (ContainedFile | null)[] };
    result: SheetPicture;
    event: never;
  };
}

/** RGB bytes as a model takes them, [size, size, 3], or why there are none. */
export type Prepared =
  { readonly pixels: Uint8Array } | { readonly failure: string; readonly isChanged?: boolean };

/** What a thread that decodes images answers. */
export interface PixelMethods {
  prepare: {
    params: PixelParams & { readonly image: Omit<ImageFile, 'id'> };
    result: Prepared;
    event: never;
  };
}
