import type { FoundText } from '../found-text.ts';
import { generationOf, type Generation } from '../generation.ts';

/** Where somebody, or some tool, describes an image in plain words, best first. Cameras do in EXIF, and say nothing. */
const PLACES = ['sidecar:txt', 'sidecar:caption', 'png:Description', 'xmp:description'];

export function readPlain(texts: readonly FoundText[]): Generation | undefined {
  for (const place of PLACES) {
    const text = texts.find((found) => found.place === place && isPlain(found.text))?.text;
    const found = generationOf('unknown', place, { prompt: text });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Neither JSON, nor bytes that are no text. */
function isPlain(text: string): boolean {
  return !/^\s*[[{]/.test(text) && !text.replace(/\0+$/, '').includes('\0');
}
