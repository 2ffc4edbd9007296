import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

/* Images that carry texts as the formats' documents say, written here so that no reader is tested by its own writer. */

/** An image of its own: `seed` makes another one. */
export function picture(seed: number): Sharp {
  const background = { r: (seed * 67) % 256, g: (seed * 131) % 256, b: (seed * 29) % 256 };
  return sharp({ create: { width: 32, height: 32, channels: 3, background } });
}

/** A PNG with text chunks (PNG specification, 11.3.3): plain, compressed, or international. */
export async function pngWithTexts(
  seed: number,
  texts: readonly { kind: 'tEXt' | 'zTXt' | 'iTXt'; keyword: string; text: string }[],
): Promise<Buffer> {
  const png = await picture(seed).png().toBuffer();
  const chunks = texts.map(({ kind, keyword, text }) => {
    const name = Buffer.from(`${keyword}\0`, 'latin1');
    if (kind === 'tEXt') return chunk(kind, name, Buffer.from(text, 'latin1'));
    if (kind === 'zTXt') return chunk(kind, name, Buffer.of(0), deflateSync(Buffer.from(text, 'latin1')));
    return chunk(kind, name, Buffer.of(0, 0, 0, 0), Buffer.from(text, 'utf8'));
  });
  // Behind the signature (8 bytes) and the header chunk (25).
  return Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)]);
}

function chunk(kind: string, ...data: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), ...data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length - 4);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A JPEG with an EXIF segment that holds nothing but a `UserComment` in UTF-16 (CIPA DC-008). */
export async function jpegWithComment(seed: number, text: string, bigEndian: boolean): Promise<Buffer> {
  const jpeg = await picture(seed).jpeg().toBuffer();
  const utf16 = Buffer.from(text, 'utf16le');
  const comment = Buffer.concat([Buffer.from('UNICODE\0', 'latin1'), bigEndian ? utf16.swap16() : utf16]);
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff(comment)]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(exif.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.of(0xff, 0xe1), length, exif, jpeg.subarray(2)]);
}

/** A TIFF structure, big-endian: one directory that points to the EXIF directory, which has one entry. */
function tiff(comment: Buffer): Buffer {
  const entry = (tag: number, type: number, count: number, value: number): Buffer => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16BE(tag, 0);
    bytes.writeUInt16BE(type, 2);
    bytes.writeUInt32BE(count, 4);
    bytes.writeUInt32BE(value, 8);
    return bytes;
  };
  const directory = (one: Buffer): Buffer => Buffer.concat([Buffer.of(0, 1), one, Buffer.alloc(4)]);
  const header = Buffer.from('4d4d002a00000008', 'hex');
  const [EXIF_DIRECTORY, LONG, USER_COMMENT, UNDEFINED] = [0x8769, 4, 0x9286, 7];
  return Buffer.concat([
    header,
    directory(entry(EXIF_DIRECTORY, LONG, 1, 26)),
    directory(entry(USER_COMMENT, UNDEFINED, comment.length, 44)),
    comment,
  ]);
}
