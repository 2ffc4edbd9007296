/** What is known of an image's file. */
export interface ImageFileFacts {
  /** Pixels, upright; undefined where the file's header does not tell. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** Of the file. */
  readonly bytes?: number | undefined;
  /** Milliseconds since 1970: when the image was made, as its prompt file says, or else when its file was changed last. */
  readonly date?: number | undefined;
}

/** By what the image is chosen that stays of those that are nearly the same. */
export const keepRules = ['largest', 'oldest'] as const;
export type KeepRule = (typeof keepRules)[number];

/**
 * Which of some images stays, by its place among them. `largest`: the one with most pixels; of equal ones the larger
 * file, which is compressed less; of these the oldest, which is the original rather than a copy. `oldest`: the other way
 * round. What is not known counts as worst, and the first of those that are equal in everything stays.
 */
export function chooseKeeper(images: readonly ImageFileFacts[], rule: KeepRule): number {
  const marks = images.map((image) => marksOf(image, rule));
  let best = 0;
  for (let at = 1; at < marks.length; at++) if (isBetter(marks[at] ?? [], marks[best] ?? [])) best = at;
  return best;
}

function marksOf(
  { width = 0, height = 0, bytes = 0, date = Infinity }: ImageFileFacts,
  rule: KeepRule,
): number[] {
  const size = [width * height, bytes];
  return rule === 'largest' ? [...size, -date] : [-date, ...size];
}

/** The first mark that differs decides. */
function isBetter(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((mark, index) => mark !== b[index]);
  return at !== -1 && (a[at] ?? NaN) > (b[at] ?? NaN);
}
