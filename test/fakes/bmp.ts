interface Bmp {
  readonly bits: number;
  readonly width?: number;
  /** Negative for rows from the top down. */
  readonly height?: number;
  readonly compression?: number;
  /** RGB. */
  readonly palette?: readonly number[];
  readonly masks?: readonly number[];
  /** With the header of OS/2's first version. */
  readonly isCore?: boolean;
  readonly data: readonly number[];
}

/** A BMP as Microsoft's "Bitmap Storage" says: file header, header, masks or colours, pixels. */
export function bmp(image: Bmp): Buffer {
  const { bits, width = 3, height = 2, compression = 0, palette = [], masks = [], isCore = false } = image;
  const size = isCore ? 12 : masks.length === 4 ? 56 : 40;
  const header = Buffer.alloc(14 + size);
  header.write('BM', 'latin1');
  header.writeUInt32LE(size, 14);
  if (isCore) {
    header.writeUInt16LE(width, 18);
    header.writeUInt16LE(height, 20);
    header.writeUInt16LE(1, 22);
    header.writeUInt16LE(bits, 24);
  } else {
    header.writeInt32LE(width, 18);
    header.writeInt32LE(height, 22);
    header.writeUInt16LE(1, 26);
    header.writeUInt16LE(bits, 28);
    header.writeUInt32LE(compression, 30);
  }
  const behind = Buffer.alloc(masks.length === 3 ? 12 : 0);
  masks.forEach((mask, at) => {
    if (masks.length === 3) behind.writeUInt32LE(mask, at * 4);
    else header.writeUInt32LE(mask, 54 + at * 4);
  });
  const step = isCore ? 3 : 4;
  const colours = Buffer.alloc(palette.length === 0 ? 0 : 2 ** bits * step);
  palette.forEach((value, at) => {
    colours[Math.floor(at / 3) * step + 2 - (at % 3)] = value;
  });
  header.writeUInt32LE(header.length + behind.length + colours.length, 10);
  return Buffer.concat([header, behind, colours, Buffer.from(image.data)]);
}
