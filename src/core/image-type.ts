import { LexiclipError } from './errors.ts';

/**
 * The file extension for an image's bytes, or undefined where they are no image that we read. Servers name
 * types wrongly (Lexica's addresses carry no extension at all), so only the bytes count: signatures after
 * the formats' own documents (ITU T.81, PNG, WebP container, GIF89a, TIFF 6.0 and BigTIFF, ISO BMFF brands,
 * JPEG XL's container and codestream, BMP's header sizes, SVG).
 */
export function imageExtension(bytes: Uint8Array): string | undefined {
  const ascii = (start: number, end: number): string => String.fromCharCode(...bytes.subarray(start, end));
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpg';
  if (bytes[0] === 0x89 && ascii(1, 8) === 'PNG\r\n\x1a\n') return 'png';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'webp';
  if (ascii(0, 6) === 'GIF87a' || ascii(0, 6) === 'GIF89a') return 'gif';
  if (['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(ascii(0, 4))) return 'tif';
  if (ascii(4, 8) === 'ftyp') return heifExtension(ascii(8, 40));
  if ((bytes[0] === 0xff && bytes[1] === 0x0a) || ascii(0, 12) === '\0\0\0\fJXL \r\n\x87\n') return 'jxl';
  if (ascii(0, 2) === 'BM' && BMP_HEADERS.includes(bytes[14] ?? 0) && ascii(15, 18) === '\0\0\0')
    return 'bmp';
  return isSvg(textOf(bytes)) ? 'svg' : undefined;
}

/** Sizes of the header behind a BMP's first 14 bytes: OS/2's two, and those of Windows' versions. */
const BMP_HEADERS = [12, 40, 52, 56, 64, 108, 124];

/** By the brands, of which the first is the one that the file was made for. */
function heifExtension(brands: string): string | undefined {
  if (/avi[fs]/.test(brands)) return 'avif';
  return /hei[cxms]|hev[cxms]|mif1|msf1/.test(brands) ? 'heic' : undefined;
}

/** As far as an SVG's prologue may go: editors write a licence, a DOCTYPE with entities and comments before it. */
const PROLOGUE_BYTES = 16_384;

function textOf(bytes: Uint8Array): string {
  const start = bytes.subarray(0, PROLOGUE_BYTES);
  // UTF-16 with its byte order mark: what is Latin in it is every other byte.
  const isWide = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  const shown = isWide ? start.subarray(2).filter((byte) => byte !== 0) : start;
  return Array.from(shown, (byte) => String.fromCharCode(byte)).join('');
}

/** Whether the first element is `svg`: before it may stand declarations, comments, a DOCTYPE with its own, and blanks. */
function isSvg(text: string): boolean {
  let at = text.startsWith('\u00ef\u00bb\u00bf') ? 3 : 0;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at++;
    const rest = text.slice(at, at + 9).toLowerCase();
    const end = rest.startsWith('<!--')
      ? endOf(text, '-->', at)
      : rest.startsWith('<?')
        ? endOf(text, '?>', at)
        : rest === '<!doctype'
          ? endOfDoctype(text, at)
          : undefined;
    if (end === undefined) return /^<(?:[a-z]+:)?svg[\s>/]/i.test(text.slice(at, at + 32));
    at = end;
  }
}

/** Behind a text, or the end where it does not come. */
function endOf(text: string, closing: string, from: number): number {
  const at = text.indexOf(closing, from);
  return at < 0 ? text.length : at + closing.length;
}

/** A DOCTYPE may hold declarations in brackets, with `>` in them. */
function endOfDoctype(text: string, from: number): number {
  const bracket = text.indexOf('[', from);
  const close = text.indexOf('>', from);
  return bracket >= 0 && bracket < close
    ? endOf(text, '>', endOf(text, ']', bracket))
    : endOf(text, '>', from);
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
