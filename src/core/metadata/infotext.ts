import type { FoundText } from './found-text.ts';
import { generationOf, type Generation } from './generation.ts';
import { infotextPairs } from './infotext-pairs.ts';
import { lorasIn } from './loras.ts';

/** Where tools put such a text, best first; it is read wherever it stands. */
const USUAL = [
  'png:parameters',
  'exif:UserComment',
  'alpha:parameters',
  'xmp:UserComment',
  'exif:ImageDescription',
];

/**
 * AUTOMATIC1111's text (modules/infotext_utils.py, `parse_generation_parameters`) and what other tools made of it: the
 * prompt, `Negative prompt: …`, and `Name: value` pairs that begin with the last `Steps:`. Any of the three may be
 * missing, but for one of the last two.
 */
export function readInfotext(texts: readonly FoundText[]): Generation | undefined {
  const rank = ({ place }: FoundText): number => (USUAL.indexOf(place) + USUAL.length) % USUAL.length;
  const usual = texts.filter(({ place }) => USUAL.includes(place)).sort((a, b) => rank(a) - rank(b));
  const others = texts.filter(({ place }) => !USUAL.includes(place));
  for (const { place, text } of [...usual, ...others]) {
    const parts = infotextParts(text);
    if (parts !== undefined) return infotextGeneration(place, parts);
  }
  return undefined;
}

export interface InfotextParts {
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A text taken apart; undefined where it is none of this kind. */
export function infotextParts(whole: string): InfotextParts | undefined {
  if (/^\s*[[{]/.test(whole)) return undefined;
  const text = whole.replaceAll('\r\n', '\n').replaceAll('\0', '').trim();
  const from = startOfParameters(text);
  const before = text.slice(0, from).trim();
  const [prompt, negativePrompt] = splitPrompts(before, from);
  if (from === text.length && negativePrompt === undefined) return undefined;
  return { prompt, negativePrompt: negativePrompt ?? '', parameters: infotextPairs(text.slice(from)) };
}

/** Where the pairs begin; the text's length where it has none. */
function startOfParameters(text: string): number {
  const lines = [...text.matchAll(/^Steps: ?\d/gm)];
  const last = lines.at(-1)?.index;
  if (last !== undefined) return last;
  // Line breaks were lost on the way.
  for (let at = text.lastIndexOf('Steps: '); at > 0; at = text.lastIndexOf('Steps: ', at - 1))
    if (/^Steps: \d+, ?[A-Z]/.test(text.slice(at, at + 40)) && /\s/.test(text[at - 1] ?? '')) return at;
  // AI Horde and others begin with another name.
  const line = text.lastIndexOf('\n') + 1;
  const names = Object.keys(infotextPairs(text.slice(line))).map((name) => name.toLowerCase());
  return names.filter((name) => KNOWN.includes(name)).length >= 2 ? line : text.length;
}

/** Names of which two in one line make it a line of parameters. */
const KNOWN = [
  'steps',
  'sampler',
  'cfg scale',
  'seed',
  'size',
  'model',
  'model hash',
  'scheduler',
  'version',
];

/** The prompt and what stands behind `Negative prompt:`, which is undefined where nothing says so. */
function splitPrompts(before: string, hasParameters: number): readonly [string, string | undefined] {
  const label = /^Negative prompt:/m.exec(before) ?? (hasParameters > 0 ? /^Negative:/m.exec(before) : null);
  if (label !== null) {
    const prompt = before.slice(0, label.index).trim();
    const isLabelled = label[0] === 'Negative:';
    return [
      isLabelled ? prompt.replace(/^Prompt:\s*/, '') : prompt,
      withoutLostBreak(before.slice(label.index + label[0].length), before),
    ];
  }
  const at = before.indexOf('Negative prompt:');
  if (at < 0) return [before, undefined];
  const negative = before.slice(at + 'Negative prompt:'.length);
  return [withoutLostBreak(before.slice(0, at), before), withoutLostBreak(negative, before)];
}

/** Where lines were joined, a full stop or a comma stands in place of the break. */
function withoutLostBreak(part: string, whole: string): string {
  const text = part.trim();
  return whole.includes('\n') ? text : text.replace(/[.,]$/, '').trimEnd();
}

function infotextGeneration(
  place: string,
  { prompt, negativePrompt, parameters }: InfotextParts,
): Generation | undefined {
  const byName = new Map(Object.entries(parameters).map(([name, value]) => [name.toLowerCase(), value]));
  const said = (...names: readonly string[]): string | undefined => {
    const value = names.map((name) => byName.get(name)).find((found) => found !== undefined);
    return value?.replace(/^"(.*)"$/s, '$1');
  };
  return generationOf(toolOf(said('app') ?? '', said('version') ?? ''), place, {
    prompt,
    negativePrompt,
    model: said('model'),
    sampler: said('sampler'),
    scheduler: said('schedule type', 'scheduler'),
    steps: said('steps'),
    cfg: said('cfg scale', 'guidance scale'),
    seed: said('seed'),
    size: said('size'),
    loras: lorasIn(prompt),
    parameters,
  });
}

/** Forge numbers its versions `f2.0.1…`, SD.Next names itself (their `create_infotext`). */
function toolOf(app: string, version: string): string {
  if (app === 'SD.Next') return app;
  if (/^f\d/.test(version)) return 'Forge';
  return version === 'ComfyUI' ? version : 'AUTOMATIC1111';
}
