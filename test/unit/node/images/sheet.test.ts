import sharp from 'sharp';
import { expect, it } from 'vitest';
import { CELL_PIXELS, SHEET_COLUMNS } from '../../../../src/core/collection/sheets.ts';
import { decodeCell, makeSheet } from '../../../../src/node/images/sheet.ts';

it('puts each picture whole into its cell, at its top left corner', async () => {
  const wide = await picture(200, 100, { r: 200, g: 0, b: 0 });
  const small = await picture(20, 30, { r: 0, g: 0, b: 200 });
  const cells = [...new Array<Buffer>(SHEET_COLUMNS).fill(wide), small];
  const { webp, sizes } = await makeSheet(await Promise.all(cells.map(decodeCell)));
  expect(sizes[0]).toEqual([CELL_PIXELS, CELL_PIXELS / 2]);
  expect(sizes[SHEET_COLUMNS]).toEqual([20, 30]);
  const { data, info } = await sharp(webp).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([SHEET_COLUMNS * CELL_PIXELS, 2 * CELL_PIXELS]);
  const colourAt = (x: number, y: number): number[] =>
    [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)].map((value) =>
      Math.round(value / 50),
    );
  expect(colourAt(CELL_PIXELS * 2 + 40, 20)).toEqual([4, 0, 0]);
  expect(colourAt(8, CELL_PIXELS + 8)).toEqual([0, 0, 4]);
  expect(colourAt(8, CELL_PIXELS - 20)).toEqual([0, 0, 0]);
});

it('leaves the cell empty of a picture that cannot be decoded', async () => {
  await expect(decodeCell(Buffer.from('no picture'))).rejects.toThrow();
  const { sizes } = await makeSheet([undefined]);
  expect(sizes).toEqual([[0, 0]]);
});

function picture(
  width: number,
  height: number,
  colour: { r: number; g: number; b: number },
): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: colour } })
    .webp()
    .toBuffer();
}
