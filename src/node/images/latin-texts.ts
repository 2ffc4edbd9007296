import { inflateSync } from 'node:zlib';

/** More than any tool writes; a compressed text may be a bomb. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * The Latin-1 texts of a PNG (its chunks `tEXt` and `zTXt`: PNG specification, 11.3.3), by keyword. libvips takes them
 * for UTF-8, and what is not plain ASCII is lost.
 */
export function readLatinTexts(image: Uint8Array): ReadonlyMap<string, string> {
  const png = Buffer.from(image.buffer, image.byteOffset, image.byteLength);
  const texts = new Map<string, string>();
  // Behind the signature: length, name, data and check of each chunk.
  for (let at = 8; at + 12 <= png.length;) {
    const length = png.readUInt32BE(at);
    const name = png.toString('latin1', at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    const end = data.indexOf(0);
    const keyword = data.toString('latin1', 0, Math.max(end, 0));
    if (name === 'tEXt') texts.set(keyword, data.toString('latin1', end + 1));
    if (name === 'zTXt') texts.set(keyword, inflate(data.subarray(end + 2)).toString('latin1'));
    at += 12 + length;
  }
  return texts;
}

function inflate(data: Buffer): Buffer {
  return inflateSync(data, { maxOutputLength: MOST_BYTES });
}
