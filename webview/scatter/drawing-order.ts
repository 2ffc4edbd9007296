import type { Drawing } from './scene.ts';

/** The rows that have a place, preferred ones first: those that are shown, and those that are grey. */
export interface Parted {
  readonly rows: Uint32Array;
  readonly greyed: Uint32Array;
}

/** @param order Of all rows. */
export function parted(
  order: Uint32Array,
  {
    plane,
    greyed: out,
    hidden,
    leavesOutHidden,
  }: Pick<Drawing, 'plane' | 'greyed' | 'hidden' | 'leavesOutHidden'>,
): Parted {
  const leftOut = leavesOutHidden ? hidden : undefined;
  const [rows, greyed] = [
    new Uint32Array(order.length),
    new Uint32Array(out === undefined ? 0 : order.length),
  ];
  let [shown, grey] = [0, 0];
  for (const row of order) {
    if (Number.isNaN(plane.x[row] ?? NaN)) continue;
    if (out?.[row] !== 1) rows[shown++] = row;
    else if (leftOut?.[row] !== 1) greyed[grey++] = row;
  }
  return { rows: rows.slice(0, shown), greyed: greyed.slice(0, grey) };
}

/** Rows in the order of drawing: in space, the nearest come last; what is selected comes after all others. */
export function orderedRows(
  rows: Uint32Array,
  nearness: Float64Array | undefined,
  selected: Uint8Array | undefined,
): Uint32Array {
  const order =
    nearness === undefined ? rows : rows.slice().sort((a, b) => (nearness[a] ?? 0) - (nearness[b] ?? 0));
  if (selected === undefined) return order;
  return joined(
    order.filter((row) => selected[row] !== 1),
    order.filter((row) => selected[row] === 1),
  );
}

/** What is grey is drawn first. */
export function joined(first: Uint32Array, second: Uint32Array): Uint32Array {
  if (first.length === 0) return second;
  const all = new Uint32Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
