/*
 * What differs between two states of a file, in one place: small files are mostly changed in one. With the digests of
 * both states, either is made from the other to the byte.
 */

/** From one state of a file to another: what goes at a place, and what comes there. Each character is a byte. */
export interface Splice {
  readonly at: number;
  readonly out: string;
  readonly in: string;
}

/** The one splice that leads from `before` to `after`, as short as one can be. */
export function spliceBetween(before: Uint8Array, after: Uint8Array): Splice {
  const shorter = Math.min(before.length, after.length);
  let at = 0;
  while (at < shorter && before[at] === after[at]) at++;
  let behind = 0;
  while (behind < shorter - at && before[before.length - 1 - behind] === after[after.length - 1 - behind])
    behind++;
  return {
    at,
    out: textOf(before.subarray(at, before.length - behind)),
    in: textOf(after.subarray(at, after.length - behind)),
  };
}

/** The other state of a file; nonsense for bytes of neither state, which the digest shows. */
export function spliced(bytes: Uint8Array, { at, out, in: added }: Splice): Uint8Array {
  const made = new Uint8Array(Math.max(0, bytes.length - out.length + added.length));
  made.set(bytes.subarray(0, Math.min(at, made.length)));
  for (let index = 0; index < added.length && at + index < made.length; index++)
    made[at + index] = added.charCodeAt(index);
  const rest = bytes.subarray(at + out.length);
  if (at + added.length <= made.length)
    made.set(rest.subarray(0, made.length - at - added.length), at + added.length);
  return made;
}

export function reversed({ at, out, in: added }: Splice): Splice {
  return { at, out: added, in: out };
}

/** `String.fromCharCode` takes so many arguments without trouble. */
const SLICE = 4096;

function textOf(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += SLICE)
    text += String.fromCharCode(...bytes.subarray(at, at + SLICE));
  return text;
}
