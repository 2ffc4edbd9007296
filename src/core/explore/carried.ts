import type { NearImage } from '../neighbours/nearest-images.ts';

/* How an exported page carries a map and its images. Numbers are little-endian, as every machine that runs it is. */

export const columnTypes = { Float32Array, Uint32Array, Uint8Array } as const;

/** A column of numbers in JSON. */
export interface CarriedColumn {
  readonly column: keyof typeof columnTypes;
  readonly base64: string;
}

/** What a page carries of an image, in the order of the map's rows. */
export interface CarriedImage {
  readonly prompt: string;
  /** The text of the prompt file. */
  readonly file: string;
  /** A data URI. */
  readonly thumbnail: string | null;
  /** The images most like it, the nearest first. */
  readonly nearest: readonly NearImage[];
}

/** Images in one element of the page, which is parsed when one of them is wanted. */
export const IMAGES_AT_ONCE = 100;
