const UTF8 = new TextDecoder('utf-8', { fatal: true });
const LATIN = new TextDecoder('windows-1252');

/** Bytes that are looked at to tell UTF-16 that does not name itself. */
const LOOKED_AT = 4096;

/**
 * The text of a file that people and tools write in whatever encoding their system has: UTF-8 or UTF-16 as the byte
 * order mark says; without one UTF-16 where every other byte is zero, UTF-8 where it is valid, else Windows-1252.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const zeros = zeroBytes(bytes.subarray(0, LOOKED_AT));
  if (zeros !== undefined) return new TextDecoder(zeros === 'even' ? 'utf-16be' : 'utf-16le').decode(bytes);
  try {
    return UTF8.decode(bytes);
  } catch {
    return LATIN.decode(bytes);
  }
}

/** Whether the bytes at even or at odd places are mostly zero, as in UTF-16 of Latin letters. */
function zeroBytes(bytes: Uint8Array): 'even' | 'odd' | undefined {
  const zeros = [0, 0] as [number, number];
  bytes.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2 === 0 ? 0 : 1]++;
  });
  const [even, odd] = zeros;
  const most = bytes.length / 4;
  if (odd > most && even < most / 4) return 'odd';
  return even > most && odd < most / 4 ? 'even' : undefined;
}
