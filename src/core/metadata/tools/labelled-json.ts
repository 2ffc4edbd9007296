import type { JsonObject, JsonValue } from '../../collection/json-value.ts';
import { byPlace, objectIn } from '../found-object.ts';
import type { FoundText } from '../found-text.ts';
import { asObject, generationOf, type Generation, type Said } from '../generation.ts';
import { splitInfotext } from '../infotext-parts.ts';
import { saidByInfotext } from '../infotext.ts';
import { parseObject } from '../lenient-json.ts';
import { firstOf, saidByNames, splitAtHashes, textIn } from './named-fields.ts';

const PLACES = ['png:parameters', 'exif:UserComment', 'sidecar:json'];
/** Where objects keep what was asked for: gallery-dl's Civitai, Civitai's API, AIBooru, AI Horde, A1111's API. */
const INSIDE = [
  'meta',
  'generation',
  'ai_metadata',
  'metadata',
  'params',
  'parameters',
  'params_json',
  'input',
  'info',
];
const DEEPEST = 4;
/** Where a word for the whole image is, in the order of data sets: img2dataset, Hugging Face, gallery-dl. */
const CAPTIONS = ['caption', 'Caption', 'text', 'Text', 'description', 'Description'];

/**
 * JSON with names that many tools share, as they stand beside images: ArtBot, gallery-dl, img2dataset (`caption`),
 * Hugging Face's imagefolder (`text`), DiffusionDB (`p`, `se`, `c`, `st`, `sa`).
 */
export function readLabelledJson(texts: readonly FoundText[]): Generation | undefined {
  const found: Generation[] = [];
  for (const text of byPlace(texts, PLACES)) {
    const object = objectIn(text);
    const said = object && saidBy(object);
    const generation = said && generationOf(toolOf(said.parameters), text.place, said);
    if (generation !== undefined) found.push(generation);
    if (generation?.prompt !== undefined) return generation;
  }
  return found[0];
}

function saidBy(object: JsonObject): Said | undefined {
  const said = diffusionDb(object) ?? settingsIn(object, DEEPEST);
  if (hasText(said?.prompt)) return said;
  const caption = firstOf(object, CAPTIONS);
  const prompt = typeof caption === 'string' ? caption : textIn(caption);
  if (hasText(prompt)) return { ...said, prompt, parameters: object };
  return said;
}

/** The settings of the object, or of the one inside that has a prompt. */
function settingsIn(object: JsonObject, depth: number): Said | undefined {
  const own = splitAtHashes(saidByNames(object));
  if (hasText(own.prompt)) return own;
  for (const name of depth === 0 ? [] : INSIDE) {
    const inner = Object.hasOwn(object, name) ? settingsOf(object[name], depth - 1) : undefined;
    if (inner !== undefined && hasText(inner.prompt)) return { ...inner, parameters: object };
  }
  const known = [own.negativePrompt, own.sampler, own.steps, own.cfg, own.seed];
  return known.filter((value) => value !== undefined).length < 2 ? undefined : own;
}

function settingsOf(value: JsonValue | undefined, depth: number): Said | undefined {
  const object = typeof value === 'string' ? parseObject(value) : asObject(value);
  if (object !== undefined) return settingsIn(object, depth);
  const parts = typeof value === 'string' ? splitInfotext(value) : undefined;
  return parts && saidByInfotext(parts);
}

function hasText(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function diffusionDb(object: JsonObject): Said | undefined {
  const { p, se, c, st, sa } = object;
  if (typeof p !== 'string' || se === undefined || (st === undefined && c === undefined)) return undefined;
  return { prompt: p, seed: se, cfg: c, steps: st, sampler: sa, parameters: object };
}

/** Who wrote it, where it says so. */
function toolOf(parameters: JsonValue | undefined): string {
  const { software, Software, generator, tool } = asObject(parameters) ?? {};
  const named = [software, Software, generator, tool].find((value) => hasText(value));
  return typeof named === 'string' ? named.trim().slice(0, 60) : 'unknown';
}
