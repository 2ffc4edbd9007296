/** A tag of a directory, with its bytes as they stand. */
export interface ExifTag {
  readonly tag: number;
  readonly type: number;
  readonly value: Buffer;
}

export interface Exif {
  readonly bigEndian: boolean;
  /** Of the first directory, then of the Exif directory. */
  readonly tags: readonly ExifTag[];
}

/** How wide the fields are: TIFF 6, section 2, or BigTIFF, where counts and offsets have eight bytes. */
interface Layout {
  readonly bigEndian: boolean;
  readonly first: number;
  readonly count: number;
  readonly offset: number;
}

const EXIF_DIRECTORY = 0x8769;
/** Bytes of a value by its type: byte, text, short, long, rational, and so on. */
const SIZES = [1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 1, 1, 8, 8, 8];
/** More than any directory has that a camera or a tool wrote. */
const MOST_ENTRIES = 1024;

/**
 * The tags of EXIF (CIPA DC-008, 4.5 and 4.6), or of a TIFF file. Tolerant: a tag that points outside is left out, and
 * one that is cut off ends where the data ends.
 */
export function readExifDirectory(data: Buffer): Exif | undefined {
  const start = headerIn(data);
  if (start === undefined) return undefined;
  const tiff = data.subarray(start);
  const bigEndian = tiff[0] === 0x4d;
  const isBig = tiff.subarray(2, 4).includes(0x2b);
  const layout: Layout = isBig
    ? { bigEndian, first: 8, count: 8, offset: 8 }
    : { bigEndian, first: 4, count: 2, offset: 4 };
  const tags = [...entriesOf(tiff, numberAt(tiff, layout.first, layout.offset, bigEndian), layout)];
  // One Exif directory, whatever it says of others: nothing leads back.
  const pointer = tags.find(({ tag }) => tag === EXIF_DIRECTORY)?.value;
  const offset = pointer && numberAt(pointer, 0, Math.min(pointer.length, layout.offset), bigEndian);
  return { bigEndian, tags: [...tags, ...entriesOf(tiff, offset, layout)] };
}

/** Where TIFF's header is: some write `Exif` or a length in front of it. */
function headerIn(data: Buffer): number | undefined {
  for (let at = 0; at <= 16 && at + 8 <= data.length; at++) {
    if (['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(data.toString('latin1', at, at + 4))) return at;
  }
  return undefined;
}

function* entriesOf(tiff: Buffer, start: number | undefined, layout: Layout): Generator<ExifTag> {
  if (start === undefined) return;
  const { bigEndian, offset: width } = layout;
  const count = Math.min(numberAt(tiff, start, layout.count, bigEndian) ?? 0, MOST_ENTRIES);
  for (let index = 0; index < count; index++) {
    const at = start + layout.count + index * (4 + 2 * width);
    const tag = numberAt(tiff, at, 2, bigEndian);
    const type = numberAt(tiff, at + 2, 2, bigEndian);
    const values = numberAt(tiff, at + 4, width, bigEndian);
    const field = at + 4 + width;
    if (tag === undefined || type === undefined || values === undefined) return;
    const length = values * (SIZES[type] ?? 1);
    const from = length <= width ? field : (numberAt(tiff, field, width, bigEndian) ?? tiff.length);
    const value = tiff.subarray(from, from + length);
    if (value.length > 0) yield { tag, type, value };
  }
}

/** An unsigned number of up to eight bytes; of eight, those that JavaScript has. */
function numberAt(data: Buffer, at: number, bytes: number, bigEndian: boolean): number | undefined {
  if (bytes === 0 || at + bytes > data.length) return undefined;
  if (bytes === 8) return Number(bigEndian ? data.readBigUInt64BE(at) : data.readBigUInt64LE(at));
  return bigEndian ? data.readUIntBE(at, bytes) : data.readUIntLE(at, bytes);
}
