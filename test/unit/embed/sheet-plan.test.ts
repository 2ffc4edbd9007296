import { describe, expect, it } from 'vitest';
import { SHEET_CELLS, type Sheet } from '../../../src/core/collection/sheets.ts';
import { planSheets, type PicturedImage, type SheetPlan } from '../../../src/core/embed/sheet-plan.ts';

/** Of a thousand images. */
const FULL = Math.floor(1000 / SHEET_CELLS);

describe('which sheets are made', () => {
  it('puts every image into one cell, in sheets of which at most one is not full', () => {
    const { make } = planSheets(images(1000), []);
    expect(make.map(({ length }) => length)).toEqual([
      ...new Array<number>(FULL).fill(SHEET_CELLS),
      1000 % SHEET_CELLS,
    ]);
    expect(new Set(make.flat().map(({ id }) => id)).size).toBe(1000);
  });

  it('makes nothing where nothing has changed', () => {
    const sheets = made(planSheets(images(1000), []));
    const again = planSheets(images(1000), sheets);
    expect(again.make).toEqual([]);
    expect([...again.keep]).toEqual(sheets.map(({ name }) => name));
  });

  it('leaves full sheets alone when images are added, and fills up the one that is not', () => {
    const sheets = made(planSheets(images(1000), []));
    const { make, keep } = planSheets(images(1010), sheets);
    expect([...keep]).toEqual(sheets.slice(0, FULL).map(({ name }) => name));
    expect(make.map(({ length }) => length)).toEqual([1010 % SHEET_CELLS]);
  });

  it('makes an image’s cell again when its bytes are others', () => {
    const sheets = made(planSheets(images(1000), []));
    const changed = images(1000).map((image, at) => (at === 5 ? { ...image, sha256: 'other' } : image));
    const { make, keep } = planSheets(changed, sheets);
    expect(make.flat()).toContainEqual({ id: '5', sha256: 'other' });
    expect(keep.size).toBeGreaterThanOrEqual(1);
  });

  it('gives up a sheet of which more than half is of no use', () => {
    const sheets = made(planSheets(images(SHEET_CELLS), []));
    const { make, keep } = planSheets(images(SHEET_CELLS / 3), sheets);
    expect(keep.size).toBe(0);
    expect(make.flat()).toHaveLength(SHEET_CELLS / 3);
  });

  it('does the same whatever the order of the images', () => {
    const { make } = planSheets(images(1000), []);
    expect(planSheets(images(1000).reverse(), []).make).toEqual(make);
  });
});

function images(count: number): PicturedImage[] {
  return Array.from({ length: count }, (_, at) => ({ id: String(at), sha256: `digest of ${at}` }));
}

function made({ make }: SheetPlan): Sheet[] {
  return make.map((some, at) => ({
    name: `sheet-${at}`,
    cells: some.map((image) => ({ ...image, width: 96, height: 64 })),
  }));
}
