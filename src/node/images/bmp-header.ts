/** What a BMP says before its pixels. */
export interface BmpHeader {
  readonly width: number;
  readonly height: number;
  readonly isTopDown: boolean;
  /** To a pixel. */
  readonly bits: number;
  readonly compression: 'none' | 'rle8' | 'rle4';
  /** Of red, green, blue and, where it has transparency, alpha. */
  readonly masks: readonly number[];
  /** RGB, three bytes to a colour. */
  readonly palette: Uint8Array;
  /** Where the pixels begin. */
  readonly pixels: number;
}

/** More than any BMP that people keep; a few bytes may name any number. */
const MOST_PIXELS = 100e6;

/** Compression numbers: none, two run-length encodings, and masks with or without alpha. */
const [NONE, RLE8, RLE4, BIT_FIELDS, ALPHA_BIT_FIELDS] = [0, 1, 2, 3, 6];

/** The header of OS/2's first version, with 16-bit sizes. */
const CORE_HEADER = 12;

/** @throws Error */
export function readBmpHeader(bytes: Uint8Array): BmpHeader {
  if (bytes.length < 30) throw new Error('it is cut off');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = view.getUint32(14, true);
  if (14 + size > bytes.length) throw new Error('it is cut off');
  const isCore = size === CORE_HEADER;
  if (!isCore && size < 40) throw new Error('it has a header that is not known');
  const width = isCore ? view.getUint16(18, true) : view.getInt32(18, true);
  const signed = isCore ? view.getUint16(20, true) : view.getInt32(22, true);
  const height = Math.abs(signed);
  const bits = view.getUint16(isCore ? 24 : 28, true);
  const kind = isCore ? NONE : view.getUint32(30, true);
  if (width <= 0 || height === 0) throw new Error('it has no pixels');
  if (width * height > MOST_PIXELS) throw new Error('it has more pixels than can be decoded');
  const known: Readonly<Record<number, readonly number[]>> = {
    [NONE]: [1, 2, 4, 8, 16, 24, 32],
    [RLE8]: [8],
    [RLE4]: [4],
    [BIT_FIELDS]: [16, 32],
    [ALPHA_BIT_FIELDS]: [16, 32],
  };
  if (known[kind]?.includes(bits) !== true)
    throw new Error(`it is of a kind that is not read (${bits} bits)`);
  // Masks of their own follow the shortest header; longer ones hold them.
  const hasMasks = kind === BIT_FIELDS || kind === ALPHA_BIT_FIELDS;
  const behind = 14 + size + (hasMasks && size === 40 ? (kind === ALPHA_BIT_FIELDS ? 16 : 12) : 0);
  const hasAlpha = kind === ALPHA_BIT_FIELDS || (hasMasks && size >= 56);
  if (hasMasks && 54 + (hasAlpha ? 16 : 12) > bytes.length) throw new Error('it is cut off');
  const masks = hasMasks
    ? [54, 58, 62, ...(hasAlpha ? [66] : [])].map((at) => view.getUint32(at, true))
    : usualMasks(bits);
  return {
    width,
    height,
    isTopDown: signed < 0,
    bits,
    compression: kind === RLE8 ? 'rle8' : kind === RLE4 ? 'rle4' : 'none',
    masks: masks[3] === 0 ? masks.slice(0, 3) : masks,
    palette: bits <= 8 ? paletteAt(bytes, behind, isCore ? 3 : 4, 2 ** bits) : new Uint8Array(),
    pixels: view.getUint32(10, true),
  };
}

function usualMasks(bits: number): readonly number[] {
  return bits === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff];
}

/** Colours are blue, green, red; four bytes each but in OS/2's first version. */
function paletteAt(bytes: Uint8Array, start: number, step: number, colours: number): Uint8Array {
  const palette = new Uint8Array(colours * 3);
  for (let colour = 0; colour < colours; colour++)
    for (let channel = 0; channel < 3; channel++)
      palette[colour * 3 + channel] = bytes[start + colour * step + 2 - channel] ?? 0;
  return palette;
}
