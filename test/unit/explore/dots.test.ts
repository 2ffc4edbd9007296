import { describe, expect, it } from 'vitest';
import { DotColumnMaker, HIDDEN_KIND } from '../../../src/core/explore/dot-columns.ts';
import type { ConceptMark } from '../../../src/core/explore/palette.ts';
import { setStamp, stampOf } from '../../../webview/scatter/stamp.ts';

const red: ConceptMark = { colour: '#ff0000', symbol: 'circle' };
const blue: ConceptMark = { colour: '#0000ff', symbol: 'rect' };

describe('columns of dots', () => {
  const markOf = (row: number): ConceptMark => (row % 2 === 0 ? red : { ...blue });
  const dots = {
    map: { images: { ids: ['a', 'b', 'c', 'd'] } },
    plane: {},
    greyed: Uint8Array.of(0, 0, 1, 0),
    selected: undefined,
    colouring: { markOf },
  };
  const places = { x: Float64Array.of(0, 1, 2, 3), y: Float64Array.of(0, 10, 20, 30) };
  const rows = Uint32Array.of(2, 3, 1, 0);

  it('stand in the order of drawing, with what each looks like', () => {
    const { x, y, kinds, marks } = new DotColumnMaker().make(dots, places, rows);
    expect(Array.from(x)).toEqual([2, 3, 1, 0]);
    expect(Array.from(y)).toEqual([20, 30, 10, 0]);
    expect(kinds[0]).toBe(HIDDEN_KIND);
    const looks = [blue, blue, red].map((mark) => ({ ...mark, emphasis: 'plain' }));
    expect(Array.from(kinds.subarray(1), (kind) => marks[kind])).toEqual(looks);
    // What is hidden, and two kinds, each as it is, bright, and faint.
    expect(marks).toHaveLength(1 + 3 * 2);
  });

  it('are bright or faint while some are selected, whatever is hidden', () => {
    const maker = new DotColumnMaker();
    const plain = maker.make(dots, places, rows);
    const { kinds, marks, bright } = maker.make(
      { ...dots, selected: Uint8Array.of(0, 1, 1, 0) },
      places,
      rows,
    );
    expect(kinds[0]).toBe(HIDDEN_KIND);
    expect(Array.from(kinds.subarray(1), (kind) => marks[kind])).toEqual([
      { ...blue, emphasis: 'faint' },
      { ...blue, emphasis: 'bright' },
      { ...red, emphasis: 'faint' },
    ]);
    expect([plain.bright, bright]).toEqual([0, 1]);
    // Stamps are kept by these.
    expect(marks).toBe(plain.marks);
  });

  it('are made again where something is another, and marks are asked for once', () => {
    let asked = 0;
    const colouring = {
      markOf: (row: number): ConceptMark => {
        asked++;
        return markOf(row);
      },
    };
    const maker = new DotColumnMaker();
    const first = maker.make({ ...dots, colouring }, places, rows);
    expect(maker.make({ ...dots, colouring }, places, rows)).toBe(first);
    const shown = maker.make({ ...dots, colouring, greyed: undefined }, places, rows);
    expect(shown.kinds).not.toContain(HIDDEN_KIND);
    expect(asked).toBe(4);
  });
});

describe('a stamp', () => {
  const stride = 5;
  const white = 0xffffffff;
  const picture = (): Uint32Array => new Uint32Array(stride * 4).fill(white);

  it('sets its pixels at a place, and nothing else', () => {
    const data = Uint8ClampedArray.of(255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 255, 255, 0, 255, 0, 255);
    const stamp = stampOf({ data, width: 2, height: 2 }, stride);
    const pixels = picture();
    setStamp(pixels, stamp, stride + 1);
    expect(pixels[stride + 1]).toBe(0xff0000ff);
    expect(pixels[2 * stride + 1]).toBe(0xffff0000);
    expect(pixels[2 * stride + 2]).toBe(0xff00ff00);
    expect(pixels.filter((pixel) => pixel !== white)).toHaveLength(3);
  });

  it('lets what is below shine through as a canvas does', () => {
    for (const alpha of [1, 26, 64, 127, 128, 230, 254])
      for (const [over, under] of [
        [0, 255],
        [255, 0],
        [255, 255],
        [0, 0],
        [200, 40],
      ] as const) {
        const stamp = stampOf(
          { data: Uint8ClampedArray.of(over, 0, over, alpha), width: 1, height: 1 },
          stride,
        );
        const pixels = Uint32Array.of(((0xff << 24) | (under << 16) | (under << 8) | under) >>> 0);
        setStamp(pixels, stamp, 0);
        const mixed = (colour: number): number => (colour * alpha + under * (255 - alpha)) / 255;
        const [pixel = 0] = pixels;
        expect(Math.abs((pixel & 0xff) - mixed(over))).toBeLessThan(2);
        expect(Math.abs(((pixel >>> 8) & 0xff) - mixed(0))).toBeLessThan(2);
        expect(Math.abs(((pixel >>> 16) & 0xff) - mixed(over))).toBeLessThan(2);
        expect(pixel >>> 24).toBe(0xff);
      }
  });
});
