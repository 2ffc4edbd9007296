import { isFull, noParts, type ImageParts } from './image-parts.ts';
import { decodeUtf8OrLatin1 } from './text-encoding.ts';

export function isJpeg(image: Buffer): boolean {
  return image[0] === 0xff && image[1] === 0xd8 && image[2] === 0xff;
}

const EXIF = 'Exif\0\0';
const MOST_EXIF = 16;
const XMP = 'http://ns.adobe.com/xap/1.0/\0';
const EXTENDED_XMP = 'http://ns.adobe.com/xmp/extension/\0';

/** What stands in front of a JPEG's first scan: EXIF and XMP in APP1 (XMP part 3, 1.1.3), and comments (COM). */
export function readJpegSegments(image: Buffer): ImageParts {
  const parts = noParts();
  const exif: Buffer[][] = [];
  const extensions = new Map<string, [offset: number, data: Buffer][]>();
  for (const { marker, data } of segmentsOf(image)) {
    if (isFull(parts)) break;
    if (marker === 0xfe) parts.texts.push({ place: 'jpeg:comment', text: decodeUtf8OrLatin1(data) });
    if (marker !== 0xe1) continue;
    if (startsWith(data, EXIF)) addExif(exif, data.subarray(EXIF.length));
    else if (startsWith(data, XMP)) parts.xmp.push(data.subarray(XMP.length));
    else if (startsWith(data, EXTENDED_XMP)) addExtension(extensions, data.subarray(EXTENDED_XMP.length));
  }
  parts.exif.push(...exif.slice(0, MOST_EXIF).map((pieces) => Buffer.concat(pieces)));
  for (const pieces of extensions.values()) {
    const sorted = pieces.toSorted(([first], [second]) => first - second);
    parts.xmp.push(Buffer.concat(sorted.map(([, data]) => data)));
  }
  return parts;
}

function* segmentsOf(image: Buffer): Generator<{ marker: number; data: Buffer }> {
  for (let at = 2; at + 4 <= image.length;) {
    const marker = image[at + 1] ?? 0;
    // A byte of 255 may be repeated in front of a marker; some markers stand alone.
    if (image[at] !== 0xff || marker === 0xff) at += 1;
    else if (marker === 0x01 || marker === 0 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else if (marker === 0xda || marker === 0xd9) return;
    else {
      const length = image.readUInt16BE(at + 2);
      yield { marker, data: image.subarray(at + 4, at + 2 + length) };
      at += 2 + Math.max(length, 2);
    }
  }
}

/** EXIF of more than 64 KiB goes on in further segments, which do not start with a byte order. */
function addExif(exif: Buffer[][], data: Buffer): void {
  const last = exif.at(-1);
  const starts = ['II', 'MM'].includes(data.toString('latin1', 0, 2));
  if (starts || last === undefined) exif.push([data]);
  else last.push(data);
}

/** A piece of extended XMP: the digest of the whole, its length, where in it the piece belongs, and the piece. */
function addExtension(extensions: Map<string, [number, Buffer][]>, data: Buffer): void {
  if (data.length < 40) return;
  const digest = data.toString('latin1', 0, 32);
  const pieces = extensions.get(digest) ?? [];
  pieces.push([data.readUInt32BE(36), data.subarray(40)]);
  extensions.set(digest, pieces);
}

function startsWith(data: Buffer, head: string): boolean {
  return data.toString('latin1', 0, head.length) === head;
}
