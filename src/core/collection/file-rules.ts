/*
 * What a collection's files may be called, and how large they may be. Names come from the network, from users and from
 * other people's collections; the rules are those of the strictest system, so that a collection can go anywhere.
 */

/** Device names that Windows gives files, with any extension (Microsoft, "Naming Files, Paths, and Namespaces"). */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])$/i;

/** Whether a name is one that no system reads as anything but a file's name. */
export function isPlainName(name: string): boolean {
  if (name === '' || name.length > 255 || /^\.{1,2}$/.test(name)) return false;
  // Separators, drives, alternate streams (`a:b`), wildcards and control characters; Windows drops trailing dots.

  if (/[/\\:*?"<>|\u0000-\u001f\u007f]/.test(name) || /[. ]$/.test(name)) return false;
  return !RESERVED.test((name.split('.')[0] ?? '').trimEnd());
}

/** Whether a path is relative, goes down only, and has nothing but plain names. */
export function isPlainPath(path: string): boolean {
  return path.length <= 1000 && path.split('/').every(isPlainName);
}

const MIB = 2 ** 20;

/** Of an image, wherever it is. */
export const IMAGE_BYTES = 256 * MIB;

/** By the start of the path. Text files are read whole into memory, several times over; matrices only as far as needed. */
const LIMITS: readonly (readonly [RegExp, number])[] = [
  [/^images\//, IMAGE_BYTES],
  [/^cache\/undo\/.*\.image$/, IMAGE_BYTES],
  [/^cache\/thumbnails\//, 4 * MIB],
  // A sheet without any compression has 6 MiB.
  [/^cache\/sheets\//, 8 * MIB],
  [/^cache\/.*\.(npy|f32)$/, 2048 * MIB],
  [/^cache\//, 128 * MIB],
  // A million points.
  [/^(projections|clusters)\//, 128 * MIB],
  [/^concepts\/[^/]+\/concept\.json$/, 32 * MIB],
];

/** The most bytes that a file of this kind may have. */
export function sizeLimit(path: string): number {
  return LIMITS.find(([kind]) => kind.test(path))?.[1] ?? 16 * MIB;
}
