/**
 * Row numbers of ids in an order that has nothing to do with what the ids mean: by a hash of each, so that an id stays
 * where it is among the others whatever comes or goes. [ids.length]
 */
export function shuffledRows(ids: readonly string[]): Uint32Array {
  const hashes = Float64Array.from(ids, hash);
  const rows = Uint32Array.from(ids.keys());
  return rows.sort(
    (a, b) => (hashes[a] ?? 0) - (hashes[b] ?? 0) || (ids[a] === ids[b] ? a - b : order(ids, a, b)),
  );
}

/** Ids of the same hash come in the order of their code units. */
function order(ids: readonly string[], a: number, b: number): number {
  return (ids[a] ?? '') < (ids[b] ?? '') ? -1 : 1;
}

/** MurmurHash3's 32-bit finaliser over FNV-1a of the UTF-16 code units: FNV alone leaves alike names close. */
function hash(id: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) value = Math.imul(value ^ id.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
