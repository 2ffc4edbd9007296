import type { AgreementRequest } from './comparer.ts';
import { MapPoints } from './map-points.ts';
import { QUALITY_NEIGHBOURS } from './quality.ts';

/** 0 to 1: the mean share of a point's nearest in the first layout that are so in another, over all others. */
export function neighbourAgreement({ layouts, dimensions }: AgreementRequest): number {
  const [first, ...others] = layouts.map((layout) => new MapPoints(layout, dimensions));
  const k = Math.min(QUALITY_NEIGHBOURS, (first?.count ?? 0) - 1);
  if (first === undefined || others.length === 0 || k < 1) return 1;
  const expected = first.nearest(k);
  const isNear = new Int32Array(first.count).fill(-1);
  let shared = 0;
  for (const other of others) {
    const found = other.nearest(k);
    for (let row = 0; row < first.count; row++) {
      for (let at = row * k; at < (row + 1) * k; at++) isNear[expected[at] ?? 0] = row;
      for (let at = row * k; at < (row + 1) * k; at++) if (isNear[found[at] ?? 0] === row) shared++;
    }
    isNear.fill(-1);
  }
  return shared / (others.length * first.count * k);
}
