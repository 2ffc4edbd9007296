/** A text that stands in an image file beside its pixels, or in a file that belongs to the image. */
export interface FoundText {
  /**
   * Where it was found: `png:parameters`, `exif:UserComment`, `xmp:description`, `gif:comment`, `sidecar:txt`
   * (docs/metadata.md lists them). Behind the colon of `png:` is the chunk's keyword as it stands.
   */
  readonly place: string;
  readonly text: string;
}

/** The text of a place; the first, where there are several. */
export function textAt(texts: readonly FoundText[], place: string): string | undefined {
  return texts.find((found) => found.place === place)?.text;
}
