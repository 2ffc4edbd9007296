import type { JsonObject } from '../../collection/json-value.ts';
import { byPlace } from '../found-object.ts';
import { textAt, type FoundText } from '../found-text.ts';
import { generationOf, type Generation } from '../generation.ts';

const PLACES = ['png:Description', 'xmp:description', 'exif:ImageDescription'];
const JOB = /\s{0,9}Job ID:\s{0,9}([0-9a-f]{8}-[0-9a-f-]{20,30})\s*$/i;
/** Parameters by which a text shows that it is Midjourney's (docs.midjourney.com, "Parameter List"). */
const OWN = /\s(?:--|—)(?:v|ar|aspect|niji|stylize|chaos|s|style|weird|q|quality|iw|sref|cref) ?[\d.:a-z]/;
const OPTION = /\s(?:--|—)([a-z]{1,12})(?: ([^-—\s]\S{0,200}))?/g;
const LONGEST = 20_000;

/** Midjourney: a description with options, `--ar 3:2 --v 6`, and mostly a `Job ID` behind them. */
export function readMidjourney(texts: readonly FoundText[]): Generation | undefined {
  for (const found of byPlace(texts, PLACES)) {
    if (!PLACES.includes(found.place) || found.text.length > LONGEST) continue;
    const text = found.text.trim();
    const job = JOB.exec(text.slice(-100))?.[0];
    if (job === undefined && !OWN.test(text)) continue;
    const prompt = job === undefined ? text : text.slice(0, -job.length);
    return generationOf('Midjourney', found.place, saidBy(prompt, JOB.exec(text.slice(-100))?.[1], texts));
  }
  return undefined;
}

function saidBy(
  prompt: string,
  job: string | undefined,
  texts: readonly FoundText[],
): Parameters<typeof generationOf>[2] {
  const options = Object.fromEntries(
    [...prompt.matchAll(OPTION)].map(([, name = '', value]) => [name, value ?? true]),
  );
  const author = textAt(texts, 'png:Author');
  const created = textAt(texts, 'png:Creation Time');
  const parameters: JsonObject = {
    ...options,
    ...(job === undefined ? {} : { 'Job ID': job }),
    ...(author === undefined ? {} : { Author: author }),
    ...(created === undefined ? {} : { 'Creation Time': created }),
  };
  const unwanted = /\s(?:--|—)no ([^-—]{1,2000})/.exec(prompt)?.[1];
  return { prompt, negativePrompt: unwanted, seed: options['seed'], parameters };
}
