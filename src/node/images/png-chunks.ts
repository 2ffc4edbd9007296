import { constants, inflateSync } from 'node:zlib';
import { Budget, isFull, noParts, type ImageParts } from './image-parts.ts';
import { decodeUtf8OrLatin1 } from './text-encoding.ts';

export function isPng(image: Buffer): boolean {
  return (
    image.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n' && image.toString('latin1', 12, 16) === 'IHDR'
  );
}

/**
 * The chunks of a PNG that hold texts or metadata, wherever they stand (PNG specification, 11.3.3: `tEXt`, `zTXt`,
 * `iTXt`, and 11.3.4.5: `eXIf`). A keyword may come several times.
 */
export function readPngChunks(image: Buffer): ImageParts {
  const parts = noParts();
  const budget = new Budget();
  // Behind the signature: length, name, data and check of each chunk.
  for (let at = 8; at + 8 <= image.length && !isFull(parts);) {
    const length = image.readUInt32BE(at);
    const name = image.toString('latin1', at + 4, at + 8);
    const data = image.subarray(at + 8, at + 8 + length);
    if (name === 'eXIf') parts.exif.push(data);
    else if (name.endsWith('Xt')) addText(parts, name, data, budget);
    at += 12 + length;
  }
  return parts;
}

function addText(parts: ImageParts, name: string, data: Buffer, budget: Budget): void {
  const end = data.indexOf(0);
  if (end === -1) return;
  const keyword = data.toString('latin1', 0, end);
  const bytes = textOf(name, data.subarray(end + 1), budget);
  if (bytes === undefined) return;
  if (keyword === 'XML:com.adobe.xmp') parts.xmp.push(bytes);
  else if (keyword.startsWith('Raw profile type ')) addProfile(parts, keyword.slice(17), bytes);
  else parts.texts.push({ place: `png:${keyword}`, text: decodeUtf8OrLatin1(bytes) });
}

function textOf(name: string, data: Buffer, budget: Budget): Buffer | undefined {
  if (name === 'tEXt') return data;
  if (name === 'zTXt') return inflate(data.subarray(1), budget);
  if (name !== 'iTXt') return undefined;
  // Whether it is compressed, how, then the language and the translated keyword, each with a zero byte behind it.
  const translated = data.indexOf(0, 2) + 1;
  const text = data.indexOf(0, translated) + 1;
  if (translated === 0 || text === 0) return undefined;
  return data[0] === 1 ? inflate(data.subarray(text), budget) : data.subarray(text);
}

/** Many small bombs are as bad as a large one: all texts of an image share one budget. A text that is cut off counts. */
function inflate(data: Buffer, budget: Budget): Buffer | undefined {
  if (budget.left === 0) return undefined;
  try {
    const options = { maxOutputLength: budget.left, finishFlush: constants.Z_SYNC_FLUSH };
    const bytes = inflateSync(data, options);
    budget.take(bytes.length);
    return bytes;
  } catch (error) {
    if (error instanceof RangeError) budget.left = 0;
    return undefined;
  }
}

const XMP = 'http://ns.adobe.com/xap/1.0/\0';

/** A profile as ImageMagick writes it: its name and length, each on a line, then hexadecimal digits in lines. */
function addProfile(parts: ImageParts, type: string, text: Buffer): void {
  const [, digits = ''] = /^\s*\S+\s+\d+\s+([\da-f\s]*)/i.exec(text.toString('latin1')) ?? [];
  const profile = Buffer.from(digits.replace(/\s+/g, ''), 'hex');
  // As in a JPEG, XMP may stand in an APP1 segment, behind its name.
  if (profile.toString('latin1', 0, XMP.length) === XMP) parts.xmp.push(profile.subarray(XMP.length));
  else if (type === 'xmp') parts.xmp.push(profile);
  else if (type === 'exif' || type === 'APP1') parts.exif.push(profile);
}
