/** What a file that was made elsewhere says of images. */
export interface ImportedTable {
  /** As the file names the images: ids, or paths of images in the collection. */
  readonly ids: readonly string[];
  readonly vectors?: ImportedNumbers | undefined;
  readonly points?: ImportedPoints | undefined;
}

export interface ImportedNumbers {
  /** Row-major [ids, dimension]. */
  readonly numbers: Float32Array;
  readonly dimension: number;
}

export interface ImportedPoints {
  /** Row-major [ids, dimensions]. */
  readonly layout: Float64Array;
  readonly dimensions: 2 | 3;
}

/** What is taken of a file: all that it has, unless one kind is named. */
export const importKinds = ['vectors', 'map'] as const;
export type ImportKind = (typeof importKinds)[number];

/** How the rows of a file fit the collection. */
export interface ImportCounts {
  /** Images that were taken in. */
  readonly images: number;
  /** Rows whose image the collection does not have. */
  readonly unknown: number;
  /** Rows of an image that another row before is of: the first counts. */
  readonly duplicates: number;
  /** Rows with numbers that are not finite, or without a direction. */
  readonly unusable: number;
  /** Images of the collection that the file does not have. */
  readonly missing: number;
}
