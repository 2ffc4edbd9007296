import { byPlace, objectIn } from './found-object.ts';
import type { FoundText } from './found-text.ts';
import { generationOf, type Generation, type Said } from './generation.ts';
import { lorasOfInfotext } from './infotext-loras.ts';
import { splitInfotext, type InfotextParts } from './infotext-parts.ts';

/** Where AUTOMATIC1111 and its relatives put their text: PNG, then JPEG, WebP and AVIF, GIF, hidden in the pixels. */
const PLACES = ['png:parameters', 'exif:UserComment', 'alpha:parameters', 'gif:comment', 'jpeg:comment'];

/**
 * AUTOMATIC1111's text (modules/infotext_utils.py, `parse_generation_parameters`), also as Forge, SD.Next
 * (modules/infotext.py), AI Horde, Civitai, Fooocus (modules/meta_parser.py, `A1111MetadataParser`) and ComfyUI's
 * savers write it. Found wherever it stands; of several, one with parameters.
 */
export function readInfotext(texts: readonly FoundText[]): Generation | undefined {
  let withoutParameters: Generation | undefined;
  for (const found of byPlace(texts, PLACES)) {
    const parts = infotextIn(found);
    if (parts === undefined) continue;
    const generation = generationOf(toolOf(parts.parameters), found.place, saidByInfotext(parts));
    if (parts.parameters.size > 0 && parts.prompt !== '') return generation;
    withoutParameters ??= generation;
  }
  return withoutParameters;
}

/** JSON may hold an infotext's words in its strings and is none; savers put a whole one into a field `parameters`. */
function infotextIn(found: FoundText): InfotextParts | undefined {
  const inner = objectIn(found)?.['parameters'];
  if (typeof inner === 'string') return splitInfotext(inner);
  const isJson = /^\s{0,100}(?:\w{1,40}:\s{0,100})?(?:\{\s{0,100}"|\[\s{0,100}\{\s{0,100}")/.test(
    found.text.slice(0, 500),
  );
  return isJson || objectIn(found) !== undefined ? undefined : splitInfotext(found.text);
}

/** What an infotext says, in the vocabulary. */
export function saidByInfotext({ prompt, negativePrompt, parameters }: InfotextParts): Said {
  const named = new Map([...parameters].map(([name, value]) => [name.toLowerCase(), unquoted(value)]));
  const [width, height] = [named.get('width'), named.get('height')];
  return {
    prompt,
    negativePrompt,
    model: named.get('model') ?? named.get('base model') ?? named.get('unet'),
    sampler: named.get('sampler'),
    scheduler: named.get('schedule type') ?? named.get('scheduler'),
    steps: named.get('steps'),
    cfg: named.get('cfg scale') ?? named.get('guidance scale') ?? named.get('cfg'),
    seed: named.get('seed'),
    size: named.get('size') ?? (width === undefined ? undefined : `${width}x${height ?? ''}`),
    loras: lorasOfInfotext(prompt, parameters),
    parameters: Object.fromEntries(parameters),
  };
}

function unquoted(value: string): string {
  if (!value.startsWith('"') || !value.endsWith('"')) return value;
  try {
    const text: unknown = JSON.parse(value);
    return typeof text === 'string' ? text : value;
  } catch {
    return value;
  }
}

function toolOf(parameters: ReadonlyMap<string, string>): string {
  const version = unquoted(parameters.get('Version') ?? '');
  const app = unquoted(parameters.get('App') ?? parameters.get('Application') ?? '');
  if (/sd\.?next/i.test(app) || (app === '' && parameters.has('Parser'))) return 'SD.Next';
  if (/fooocus/i.test(version)) return /ruined/i.test(version) ? 'RuinedFooocus' : 'Fooocus';
  if (/comfy/i.test(version)) return 'ComfyUI';
  if (/^(?:f\d|neo)|forge/i.test(version)) return 'Forge';
  if (version === '' && parameters.has('Civitai resources')) return 'Civitai';
  return app === '' ? 'AUTOMATIC1111' : app.slice(0, 60);
}
