export interface TagToWrite {
  readonly tag: number;
  /** As in TIFF 6, section 2; without it text. */
  readonly type?: number;
  readonly value: Buffer;
}

const ASCII = 2;
const EXIF_DIRECTORY = 0x8769;

/** EXIF as its document says (CIPA DC-008, 4.5): tags of the first directory, and of the Exif directory. */
export function exifOf(
  first: readonly TagToWrite[],
  exif: readonly TagToWrite[] = [],
  bigEndian = false,
): Buffer {
  const entries =
    exif.length === 0 ? first : [...first, { tag: EXIF_DIRECTORY, type: 4, value: Buffer.alloc(4) }];
  const start = directory(entries, 8, bigEndian);
  const second = 8 + start.length;
  if (exif.length > 0) {
    const offset = number(second, 4, bigEndian);
    offset.copy(start, 2 + (entries.length - 1) * 12 + 8);
  }
  const header = Buffer.from(bigEndian ? 'MM\0*' : 'II*\0', 'latin1');
  const rest = exif.length === 0 ? Buffer.alloc(0) : directory(exif, second, bigEndian);
  return Buffer.concat([header, number(8, 4, bigEndian), start, rest]);
}

/** A comment behind the eight bytes that name its character set. */
export function commentOf(charset: string, text: Buffer): TagToWrite {
  return {
    tag: 0x9286,
    type: 7,
    value: Buffer.concat([Buffer.from(charset.padEnd(8, '\0'), 'latin1'), text]),
  };
}

export function utf16(text: string, bigEndian: boolean): Buffer {
  const bytes = Buffer.from(text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}

/** A directory that stands at `offset`, and behind it the values that have no place in it. */
function directory(tags: readonly TagToWrite[], offset: number, bigEndian: boolean): Buffer {
  const entries: Buffer[] = [number(tags.length, 2, bigEndian)];
  const values: Buffer[] = [];
  let at = offset + 2 + tags.length * 12 + 4;
  for (const { tag, type = ASCII, value } of tags) {
    const count = type === 4 ? value.length / 4 : value.length;
    entries.push(number(tag, 2, bigEndian), number(type, 2, bigEndian), number(count, 4, bigEndian));
    if (value.length <= 4) entries.push(Buffer.concat([value, Buffer.alloc(4 - value.length)]));
    else {
      entries.push(number(at, 4, bigEndian));
      values.push(value);
      at += value.length;
    }
  }
  return Buffer.concat([...entries, Buffer.alloc(4), ...values]);
}

function number(value: number, bytes: number, bigEndian: boolean): Buffer {
  const written = Buffer.alloc(bytes);
  if (bigEndian) written.writeUIntBE(value, 0, bytes);
  else written.writeUIntLE(value, 0, bytes);
  return written;
}
