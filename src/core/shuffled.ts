/**
 * Row numbers of ids in an order that has nothing to do with what the ids mean: by a hash of each, so that an id stays
 * where it is among the others whatever comes or goes. [ids.length]
 * @throws RangeError for more than 2,097,152 ids.
 */
export function shuffledRows(ids: readonly string[]): Uint32Array {
  const { length } = ids;
  if (length > ROWS) throw new RangeError(`there are more than ${ROWS} images`);
  // Numbers are sorted several times as fast as rows by a function: a hash has 32 bits, and a row has 21.
  const keys = new Float64Array(length);
  for (let row = 0; row < length; row++) keys[row] = hash(ids[row] ?? '') * ROWS + row;
  keys.sort();
  const rows = new Uint32Array(length);
  for (let at = 0; at < length; at++) rows[at] = (keys[at] ?? 0) % ROWS;
  const hashAt = (at: number): number => Math.floor((keys[at] ?? NaN) / ROWS);
  for (let from = 0, to = 1; from < length; from = to++) {
    while (to < length && hashAt(to) === hashAt(from)) to++;
    if (to - from > 1) rows.subarray(from, to).sort((a, b) => (ids[a] === ids[b] ? a - b : order(ids, a, b)));
  }
  return rows;
}

/** How many rows there may be: what is left of the 53 bits of a whole number. */
const ROWS = 2 ** 21;

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
