import { crc32 } from 'node:zlib';

/* The smallest files that have the formats' structure: what stands beside the pixels is read without these. */

/** A chunk's name and data; where it is a string, each character a byte. */
export type Chunk = readonly [name: string, data: Buffer | string];
/** A segment's marker and data. */
export type Segment = readonly [marker: number, data: Buffer | string];

/** Chunks of a PNG, by name; the pixels stand where `IDAT` does. */
export function pngOf(...chunks: readonly Chunk[]): Buffer {
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const header = Buffer.from('00000001000000010802000000', 'hex');
  const all = [['IHDR', header] as const, ...chunks, ['IEND', ''] as const];
  return Buffer.concat([signature, ...all.map(([name, data]) => pngChunk(name, bytesOf(data)))]);
}

function pngChunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
}

/** Segments of a JPEG in front of its scan, by marker. */
export function jpegOf(...segments: readonly Segment[]): Buffer {
  const written = segments.map(([marker, data]) => {
    const bytes = bytesOf(data);
    return Buffer.concat([Buffer.of(0xff, marker), uint32(bytes.length + 2).subarray(2), bytes]);
  });
  return Buffer.concat([Buffer.of(0xff, 0xd8), ...written, Buffer.of(0xff, 0xda, 0, 2, 1, 2, 0xff, 0xd9)]);
}

/** Chunks of a WebP, by name. */
export function webpOf(...chunks: readonly Chunk[]): Buffer {
  const written = chunks.map(([name, data]) => {
    const bytes = bytesOf(data);
    const head = Buffer.concat([Buffer.from(name, 'latin1'), uint32(bytes.length).reverse()]);
    return Buffer.concat([head, bytes, Buffer.alloc(bytes.length % 2)]);
  });
  const body = Buffer.concat([Buffer.from('WEBP'), ...written]);
  return Buffer.concat([Buffer.from('RIFF'), uint32(body.length).reverse(), body]);
}

/** A GIF of one pixel that has colours of its own, with extensions behind it. */
export function gifOf(...extensions: readonly Buffer[]): Buffer {
  const screen = Buffer.from('GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff', 'latin1');
  const image = Buffer.from('2c000000000100010080 000000ffffff 02 02 4401 00'.replaceAll(' ', ''), 'hex');
  return Buffer.concat([screen, image, ...extensions, Buffer.of(0x3b)]);
}

/** A comment in blocks of 255 bytes at most. */
export function gifComment(text: Buffer): Buffer {
  const blocks = [];
  for (let at = 0; at < text.length; at += 255) {
    const block = text.subarray(at, at + 255);
    blocks.push(Buffer.of(block.length), block);
  }
  return Buffer.concat([Buffer.of(0x21, 0xfe), ...blocks, Buffer.of(0)]);
}

/** XMP in an application extension, with the 258 bytes behind it that make blocks of it (XMP part 3, 1.1.2). */
export function gifXmp(xmp: string): Buffer {
  const trailer = Buffer.from([1, ...Array.from({ length: 256 }, (_, index) => 255 - index), 0]);
  const head = Buffer.from('\x21\xff\x0bXMP DataXMP', 'latin1');
  return Buffer.concat([head, Buffer.from(xmp, 'utf8'), trailer]);
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function bytesOf(data: Buffer | string): Buffer {
  return typeof data === 'string' ? Buffer.from(data, 'latin1') : data;
}
