import { LexiclipError } from './errors.ts';

/**
 * The file extension for an image's bytes, or undefined where they are no image that we read. Servers name
 * types wrongly (Lexica's addresses carry no extension at all), so only the bytes count: signatures after
 * the formats' own documents (ITU T.81, PNG, WebP container, GIF89a, TIFF 6.0, ISO BMFF brands, SVG).
 */
export function imageExtension(bytes: Uint8Array): string | undefined {
  const ascii = (start: number, end: number): string => String.fromCharCode(...bytes.subarray(start, end));
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpg';
  if (bytes[0] === 0x89 && ascii(1, 8) === 'PNG\r\n\x1a\n') return 'png';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'webp';
  if (ascii(0, 6) === 'GIF87a' || ascii(0, 6) === 'GIF89a') return 'gif';
  if (ascii(0, 4) === 'II*\0' || ascii(0, 4) === 'MM\0*') return 'tif';
  if (ascii(4, 8) === 'ftyp' && /avi[fs]/.test(ascii(8, 32))) return 'avif';
  const start = ascii(0, 512).trimStart().toLowerCase();
  if (start.startsWith('<svg') || (start.startsWith('<?xml') && start.includes('<svg'))) return 'svg';
  return undefined;
}

/**
 * Whether an image's bytes stop before its end, as those of a body do that was cut on its way. Known for the
 * types that say where they end: JPEG (an end marker behind the last scan), PNG (`IEND`), WebP and GIF.
 */
export function isCutOff(bytes: Uint8Array): boolean {
  switch (imageExtension(bytes)) {
    case 'jpg':
      return !endsAfterScan(bytes);
    case 'png':
      return !hasNear(bytes, [0x49, 0x45, 0x4e, 0x44]);
    case 'webp':
      return webpLength(bytes) > bytes.length;
    case 'gif':
      // The trailer, behind the block of no bytes that ends all data.
      return !hasNear(bytes, [0x00, 0x3b]);
    default:
      return false;
  }
}

/** How many bytes a WebP file says it has (RIFF: the chunk's size, without its name and itself). */
export function webpLength(bytes: Uint8Array): number {
  return bytes.length < 8 ? Infinity : new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true) + 8;
}

/** @throws LexiclipError `image-cut-off` */
export function refuseCutOff(bytes: Uint8Array, subject: string): void {
  if (isCutOff(bytes)) throw new LexiclipError({ kind: 'image-cut-off', subject });
}

/** A scan's own data cannot hold the end marker: there, 0xff is followed by 0 or a restart marker (T.81, B.1.1.5). */
function endsAfterScan(bytes: Uint8Array): boolean {
  const scan = lastMarker(bytes, 0xda);
  return scan >= 0 && lastMarker(bytes, 0xd9) > scan;
}

function lastMarker(bytes: Uint8Array, marker: number): number {
  let at = bytes.length;
  do at = bytes.lastIndexOf(marker, at - 1);
  while (at > 0 && bytes[at - 1] !== 0xff);
  return at;
}

/** Whether bytes stand in the last 32, where the formats have their end; some writers leave padding behind it. */
function hasNear(bytes: Uint8Array, wanted: readonly number[]): boolean {
  const end = bytes.subarray(-32);
  return end.some((_, at) => wanted.every((byte, offset) => end[at + offset] === byte));
}
