/** libvips looks for the first element in so many bytes (foreign/svgload.c, `SVG_HEADER_SIZE`). */
const LOOKED_AT = 1000;

/** An SVG without the comments before its first element, where that would not be found behind them. */
export function withoutPrologue(bytes: Uint8Array): Uint8Array {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const element = start.indexOf('<svg');
  if (element >= 0 && element < LOOKED_AT - 100) return bytes;
  const text = start.toString('latin1');
  let prologue = '';
  let at = 0;
  for (;;) {
    const comment = text.indexOf('<!--', at);
    const end = comment < 0 ? -1 : text.indexOf('-->', comment);
    const isBefore = comment >= 0 && !/<(?:[a-z]+:)?svg[\s>/]/i.test(text.slice(at, comment));
    if (end < 0 || !isBefore) return Buffer.from(prologue + text.slice(at), 'latin1');
    prologue += text.slice(at, comment);
    at = end + 3;
  }
}
