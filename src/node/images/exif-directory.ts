import { MOST_BYTES } from './image-parts.ts';

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

const EXIF_DIRECTORY = 0x8769;
/** Bytes of a value by its type (TIFF 6, section 2): byte, text, short, long, rational, and so on. */
const SIZES = [1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];
/** More than any directory has that a camera or a tool wrote. */
const MOST_ENTRIES = 1024;

/**
 * The tags of EXIF (CIPA DC-008, 4.5 and 4.6), or of a TIFF file. Tolerant: a tag that points outside is left out, one
 * that is cut off ends where the data ends, and directories that lead to each other are read once.
 */
export function readExifDirectory(data: Buffer): Exif | undefined {
  const start = headerIn(data);
  if (start === undefined) return undefined;
  const tiff = data.subarray(start);
  const bigEndian = tiff[0] === 0x4d;
  const read = new Set<number>();
  const tags: ExifTag[] = [];
  const offsets = [numberAt(tiff, 4, 4, bigEndian)];
  let left = MOST_BYTES;
  for (const offset of offsets) {
    if (offset === undefined || read.has(offset)) continue;
    read.add(offset);
    for (const tag of entriesOf(tiff, offset, bigEndian)) {
      if (tag.tag === EXIF_DIRECTORY && read.size === 1) offsets.push(numberAt(tag.value, 0, 4, bigEndian));
      left -= tag.value.length;
      if (left < 0) return { bigEndian, tags };
      tags.push(tag);
    }
  }
  return { bigEndian, tags };
}

/** Where TIFF's header is: some write `Exif` or a length in front of it. */
function headerIn(data: Buffer): number | undefined {
  for (let at = 0; at <= 16 && at + 8 <= data.length; at++) {
    if (['II*\0', 'MM\0*'].includes(data.toString('latin1', at, at + 4))) return at;
  }
  return undefined;
}

function* entriesOf(tiff: Buffer, offset: number, bigEndian: boolean): Generator<ExifTag> {
  const count = Math.min(numberAt(tiff, offset, 2, bigEndian) ?? 0, MOST_ENTRIES);
  for (let index = 0; index < count; index++) {
    const at = offset + 2 + index * 12;
    const tag = numberAt(tiff, at, 2, bigEndian);
    const type = numberAt(tiff, at + 2, 2, bigEndian);
    const values = numberAt(tiff, at + 4, 4, bigEndian);
    if (tag === undefined || type === undefined || values === undefined) return;
    const length = values * (SIZES[type] ?? 1);
    const start = length <= 4 ? at + 8 : (numberAt(tiff, at + 8, 4, bigEndian) ?? tiff.length);
    const value = tiff.subarray(start, start + length);
    if (value.length > 0) yield { tag, type, value };
  }
}

function numberAt(data: Buffer, at: number, bytes: 2 | 4, bigEndian: boolean): number | undefined {
  if (at + bytes > data.length) return undefined;
  return bigEndian ? data.readUIntBE(at, bytes) : data.readUIntLE(at, bytes);
}
