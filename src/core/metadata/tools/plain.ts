import { textAt, type FoundText } from '../found-text.ts';
import { generationOf, type Generation } from '../generation.ts';

/** Where somebody, or some tool, describes an image in plain words. */
const PLACES = ['png:Description', 'xmp:description'];

export function readPlain(texts: readonly FoundText[]): Generation | undefined {
  const place = PLACES.find((each) => textAt(texts, each) !== undefined) ?? '';
  return generationOf('unknown', place, { prompt: textAt(texts, place) });
}
