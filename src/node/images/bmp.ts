import { readBmpHeader, type BmpHeader } from './bmp-header.ts';
import type { RawImage } from './float-samples.ts';

/**
 * The pixels of a BMP (Microsoft, "Bitmap Storage"; OS/2's first version too), which libvips does not read: RGB, or RGBA
 * where it has transparency.
 * @throws Error where it is damaged, or of a kind that nothing writes.
 */
export function decodeBmp(bytes: Uint8Array): RawImage {
  const header = readBmpHeader(bytes);
  const { width, height, bits, compression } = header;
  if (compression === 'rle4' || compression === 'rle8') return ofIndices(header, runs(bytes, header));
  if (bits <= 8) return ofIndices(header, packedIndices(bytes, header));
  const stride = Math.ceil((width * bits) / 32) * 4;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (header.pixels + stride * height > bytes.length) throw new Error('it is cut off');
  const channels = header.masks.length === 4 ? 4 : 3;
  const data = new Uint8Array(width * height * channels);
  const fields = header.masks.map(fieldOf);
  const size = bits / 8;
  for (let y = 0; y < height; y++) {
    let to = rowOf(header, y) * width * channels;
    for (let x = 0, at = header.pixels + y * stride; x < width; x++, at += size) {
      const pixel =
        size === 2
          ? view.getUint16(at, true)
          : size === 3
            ? view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
            : view.getUint32(at, true);
      for (const { mask, shift, most } of fields)
        data[to++] = most === 0 ? 0 : Math.round((((pixel & mask) >>> shift) * 255) / most);
    }
  }
  // Many programs leave the fourth byte empty, and mean no transparency.
  if (channels === 4 && data.every((value, at) => at % 4 !== 3 || value === 0))
    for (let at = 3; at < data.length; at += 4) data[at] = 255;
  return { data, width, height, channels };
}

/** A channel in a pixel's number. */
function fieldOf(mask: number): { mask: number; shift: number; most: number } {
  const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
  return { mask, shift, most: mask >>> shift };
}

/** Rows stand from the bottom up, but for those whose height is negative. */
function rowOf({ height, isTopDown }: BmpHeader, y: number): number {
  return isTopDown ? y : height - 1 - y;
}

function ofIndices(header: BmpHeader, indices: Uint8Array): RawImage {
  const { width, height, palette } = header;
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const to = rowOf(header, y) * width;
    for (let x = 0; x < width; x++) {
      const colour = (indices[y * width + x] ?? 0) * 3;
      for (let channel = 0; channel < 3; channel++)
        data[(to + x) * 3 + channel] = palette[colour + channel] ?? 0;
    }
  }
  return { data, width, height, channels: 3 };
}

function packedIndices(bytes: Uint8Array, { width, height, bits, pixels }: BmpHeader): Uint8Array {
  const stride = Math.ceil((width * bits) / 32) * 4;
  if (pixels + stride * height > bytes.length) throw new Error('it is cut off');
  const indices = new Uint8Array(width * height);
  const mask = (1 << bits) - 1;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const byte = bytes[pixels + y * stride + ((x * bits) >> 3)] ?? 0;
      indices[y * width + x] = (byte >> (8 - bits - ((x * bits) & 7))) & mask;
    }
  return indices;
}

/** Run-length encoding: pairs of a count and a value; a count of 0 escapes to line ends, jumps and literal runs. */
function runs(bytes: Uint8Array, { width, height, pixels, compression }: BmpHeader): Uint8Array {
  const isHalf = compression === 'rle4';
  const indices = new Uint8Array(width * height);
  let [x, y, at] = [0, 0, pixels];
  const put = (index: number): void => {
    if (x < width && y < height) indices[y * width + x] = index;
    x++;
  };
  const half = (byte: number, n: number): number => (n % 2 === 0 ? byte >> 4 : byte & 15);
  while (at + 1 < bytes.length && y < height) {
    const count = bytes[at++] ?? 0;
    const value = bytes[at++] ?? 0;
    if (count > 0) for (let n = 0; n < count; n++) put(isHalf ? half(value, n) : value);
    else if (value === 0) [x, y] = [0, y + 1];
    else if (value === 1) return indices;
    else if (value === 2) [x, y] = [x + (bytes[at++] ?? 0), y + (bytes[at++] ?? 0)];
    else {
      for (let n = 0; n < value; n++) put(isHalf ? half(bytes[at + (n >> 1)] ?? 0, n) : (bytes[at + n] ?? 0));
      // Padded to whole words.
      at += Math.ceil((isHalf ? Math.ceil(value / 2) : value) / 2) * 2;
    }
  }
  return indices;
}
