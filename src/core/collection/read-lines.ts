import type { CollectionStore } from './store.ts';

/** The byte that ends a line. */
const NEWLINE = 0x0a;

/**
 * Reads a file in texts of whole lines, as many at a time as are parsed within some milliseconds. A line that is longer
 * comes as a whole all the same.
 * @returns Whether there is such a file.
 */
export async function readLines(
  store: Pick<CollectionStore, 'readParts'>,
  path: string,
  take: (lines: string) => void | Promise<void>,
): Promise<boolean> {
  const decoder = new TextDecoder();
  let pieces: Uint8Array[] = [];
  const isThere = await store.readParts(path, async (part) => {
    const end = part.lastIndexOf(NEWLINE) + 1;
    pieces.push(part.slice(0, end || part.length));
    if (end === 0) return;
    const lines = decoder.decode(joined(pieces));
    pieces = [part.slice(end)];
    await take(lines);
  });
  const last = decoder.decode(joined(pieces));
  if (last !== '') await take(last);
  return isThere;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [only = new Uint8Array(), ...others] = pieces;
  if (others.length === 0) return only;
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
