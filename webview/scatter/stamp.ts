/** A small picture as a canvas gives it: RGBA, row by row. */
interface Picture {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/**
 * A small picture that is set on many places of a large one, as what changes there: its pixels that are not empty, those
 * that hide what is below them first.
 */
export interface Stamp {
  /** Pixels on its sides. */
  readonly width: number;
  readonly height: number;
  /** Of its pixels from its top left one, in the large picture. */
  readonly offsets: Int32Array;
  /** 0xAABBGGRR, which is RGBA in the memory of all machines that run this; of soft pixels 0xBBGGRR, times their alpha. */
  readonly colours: Uint32Array;
  /** Of 256ths: what is seen of what is below. */
  readonly below: Uint16Array;
  /** How many pixels, the first, are solid. */
  readonly solid: number;
}

/** @param stride Pixels in a row of the large picture. */
export function stampOf({ data, width, height }: Picture, stride: number): Stamp {
  const alphaAt = (at: number): number => data[4 * at + 3] ?? 0;
  const all = Array.from({ length: width * height }, (_, at) => at).filter((at) => alphaAt(at) > 0);
  const isSolid = (at: number): boolean => alphaAt(at) === 255;
  const pixels = [...all.filter(isSolid), ...all.filter((at) => !isSolid(at))];
  const premultiplied = (at: number): number => {
    const part = (channel: number): number => Math.floor(((data[4 * at + channel] ?? 0) * alphaAt(at)) / 255);
    const alpha = isSolid(at) ? 0xff : 0;
    return ((alpha << 24) | (part(2) << 16) | (part(1) << 8) | part(0)) >>> 0;
  };
  return {
    width,
    height,
    offsets: Int32Array.from(pixels, (at) => Math.floor(at / width) * stride + (at % width)),
    colours: Uint32Array.from(pixels, premultiplied),
    below: Uint16Array.from(pixels, (at) => 256 - alphaAt(at)),
    solid: all.filter(isSolid).length,
  };
}

/** Sets a stamp with its top left pixel at a place of a large picture without transparency, which it has to be inside of. */
export function setStamp(picture: Uint32Array, { offsets, colours, below, solid }: Stamp, at: number): void {
  for (let pixel = 0; pixel < solid; pixel++) picture[at + (offsets[pixel] ?? 0)] = colours[pixel] ?? 0;
  for (let pixel = solid; pixel < offsets.length; pixel++) {
    const place = at + (offsets[pixel] ?? 0);
    const under = picture[place] ?? 0;
    const share = below[pixel] ?? 0;
    // Red and blue at once: between them is room for what a product carries over.
    const redBlue = (Math.imul(under & 0xff00ff, share) >>> 8) & 0xff00ff;
    const green = (Math.imul(under & 0x00ff00, share) >>> 8) & 0x00ff00;
    picture[place] = 0xff000000 + (redBlue | green) + (colours[pixel] ?? 0);
  }
}
