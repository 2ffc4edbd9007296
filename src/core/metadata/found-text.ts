/** What is written in an image file besides its pixels. */
export interface ImageText {
  /** PNG's text chunks. */
  readonly comments: readonly { readonly keyword: string; readonly text: string }[];
  /** EXIF's `UserComment`. */
  readonly userComment?: string;
  /** EXIF's `ImageDescription`. */
  readonly description?: string;
  /** XMP's `dc:description`. */
  readonly xmpDescription?: string;
}
