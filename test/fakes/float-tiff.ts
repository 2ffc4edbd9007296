/** Samples of a TIFF as real numbers, and how many there are to a pixel: 1 is grey, 3 is RGB. */
interface FloatImage {
  readonly width: number;
  readonly height: number;
  readonly samples: 1 | 3;
  readonly numbers: readonly number[];
}

/** A TIFF of real numbers (TIFF 6.0, `SampleFormat` 3), as scientific tools write them: little-endian, one strip. */
export function floatTiff({ width, height, samples, numbers }: FloatImage): Buffer {
  const SHORT = 3;
  const LONG = 4;
  const entries: [tag: number, type: number, value: number][] = [
    [256, LONG, width],
    [257, LONG, height],
    [258, SHORT, 32],
    [259, SHORT, 1],
    [262, SHORT, samples === 3 ? 2 : 1],
    [273, LONG, 0],
    [277, SHORT, samples],
    [278, LONG, height],
    [279, LONG, numbers.length * 4],
    [339, SHORT, 3],
  ];
  const directory = Buffer.alloc(2 + entries.length * 12 + 4);
  const start = 8 + directory.length;
  directory.writeUInt16LE(entries.length, 0);
  entries.forEach(([tag, type, value], index) => {
    const at = 2 + index * 12;
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE(type, at + 2);
    directory.writeUInt32LE(1, at + 4);
    directory.writeUInt32LE(tag === 273 ? start : value, at + 8);
  });
  const header = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  return Buffer.concat([header, directory, Buffer.from(Float32Array.from(numbers).buffer)]);
}
