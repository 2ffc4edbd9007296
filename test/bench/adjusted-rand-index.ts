/**
 * How far two partitions of the same things agree (Hubert and Arabie 1985, "Comparing partitions"): 1 for the same, 0 on
 * average for chance.
 */
export function adjustedRandIndex(a: readonly unknown[], b: readonly unknown[]): number {
  const keys = a.map((one, at) => JSON.stringify([one, b[at]]));
  const [both, first, second] = [keys, a, b].map((labels) => pairsWithin(labels));
  const expected = ((first ?? 0) * (second ?? 0)) / pairs(a.length);
  const most = ((first ?? 0) + (second ?? 0)) / 2;
  return most === expected ? 1 : ((both ?? 0) - expected) / (most - expected);
}

/** Pairs of things that have the same label. */
function pairsWithin(labels: readonly unknown[]): number {
  const counts = new Map<unknown, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + pairs(count), 0);
}

function pairs(count: number): number {
  return (count * (count - 1)) / 2;
}
