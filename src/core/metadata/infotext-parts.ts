import { lineEnd, readPairs, type Pair, type Spent } from './infotext-pairs.ts';

/** The parts of an infotext. */
export interface InfotextParts {
  readonly prompt: string;
  readonly negativePrompt: string | undefined;
  /** Names and values as they stand, also those of the lines behind the `Steps:` line. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Names that a line of parameters may begin with, in lower case. */
const NAMES = new Set(
  (
    'steps,sampler,schedule type,scheduler,cfg scale,cfg,guidance scale,seed,size,model,model hash,version,parser,app,' +
    'pipeline,backend,operations,clip skip,denoising strength,distilled cfg scale,width,height,vae,vae hash,' +
    'created date,civitai resources,civitai metadata,lora hashes,hires upscale,hires steps,variation seed,eta,ensd,batch size,batch pos,face restoration'
  ).split(','),
);
/** Up to the first name's colon; some tools say `Parameters:` before it. */
const LINE_START = new RegExp(`^[ \\t]{0,20}(parameters:[ \\t]{0,20})?(?:${[...NAMES].join('|')}):`, 'gim');
/** sd-dynamic-prompts writes its templates, which have commas and colons of their own, on lines behind the parameters. */
const WHOLE_LINE = /^((?:negative )?(?:template|prompt)|negative|positive(?: prompt)?):/i;
const LONGEST_LABEL = 24;

/**
 * The parts of AUTOMATIC1111's text and its relatives': the prompt, a line that begins with `Negative prompt:`, and
 * pairs from the last line on that begins with `Steps:`. A prompt may hold such words too; line breaks may be lost.
 * Undefined where there are neither parameters nor a negative prompt.
 */
export function splitInfotext(given: string): InfotextParts | undefined {
  const text = given.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  const spent = { failedBrackets: 0, pairs: 0 };
  const line = lastParameterLine(text, spent) ?? lostParameterLine(text, spent);
  const before = line === undefined ? text : text.slice(0, line.start);
  const parameters = new Map<string, string>(line?.pairs);
  const labels = line === undefined ? undefined : readTrailing(text, line.end, parameters, spent);
  const split = splitPrompts(before, line?.lost === true);
  if (line === undefined && split.negativePrompt === undefined) return undefined;
  return {
    prompt: split.prompt === '' ? (labels?.get('prompt') ?? '') : split.prompt,
    negativePrompt: split.negativePrompt ?? labels?.get('negative'),
    parameters,
  };
}

interface ParameterLine {
  start: number;
  end: number;
  pairs: Pair[];
  /** Whether it stands in the middle of a line. */
  lost: boolean;
}

/**
 * The last line with `Steps:`; the last line of other parameters where there is none. Parameters may go over several
 * lines: then the first of them. Goes forward, so that a `Steps:` inside a quoted value of an earlier line is none.
 */
function lastParameterLine(text: string, spent: Spent): ParameterLine | undefined {
  let last: ParameterLine | undefined;
  let hasSteps = false;
  let readTo = 0;
  for (const match of text.matchAll(LINE_START)) {
    if (match.index < readTo) continue;
    const label = match[0].trimStart();
    const start = match.index + match[0].length - label.length;
    const from = start + (match[1]?.length ?? 0);
    const { pairs, end } = readPairs(text, from, spent);
    if (!isParameterLine(pairs)) continue;
    const withSteps = pairs.some(([name]) => name.toLowerCase() === 'steps');
    if (hasSteps && !withSteps) continue;
    const goesOn = last !== undefined && !hasSteps && text.slice(readTo, start).trim() === '';
    if (!goesOn) last = { start, end, pairs, lost: false };
    hasSteps = withSteps;
    readTo = end;
  }
  return last;
}

function beginsWithName(text: string, start: number): boolean {
  const head = text.slice(start, start + LONGEST_LABEL + 1);
  const colon = head.indexOf(':');
  return colon > 0 && NAMES.has(head.slice(0, colon).toLowerCase());
}

function isParameterLine(pairs: readonly Pair[]): boolean {
  const [name, value] = pairs[0] ?? ['', ''];
  if (name.toLowerCase() === 'steps') return /^\d{1,9}(?:\.\d{1,9})?$/.test(value);
  return countKnown(pairs) >= 2 || (name === 'Civitai resources' && value.startsWith('['));
}

function countKnown(pairs: readonly Pair[]): number {
  return pairs.filter(([name]) => NAMES.has(name.toLowerCase())).length;
}

/** The last `Steps:` in the middle of a line that other parameters follow, where a tool has lost the line breaks. */
function lostParameterLine(text: string, spent: Spent): ParameterLine | undefined {
  let start: number | undefined;
  for (const match of text.matchAll(/[\s.,;]Steps: ?\d{1,9}(?:\.\d{1,9})?, ?/g))
    if (beginsWithName(text, match.index + match[0].length)) start = match.index + 1;
  return start === undefined ? undefined : { start, ...readPairs(text, start, spent), lost: true };
}

/** Reads the lines behind the parameters: labelled prompts are returned, all others are parameters. */
function readTrailing(
  text: string,
  from: number,
  parameters: Map<string, string>,
  spent: Spent,
): Map<string, string> {
  const labels = new Map<string, string>();
  let start = from;
  while (start < text.length) {
    const label = WHOLE_LINE.exec(text.slice(start, start + LONGEST_LABEL))?.[1];
    if (label === undefined) {
      const { pairs, end } = readPairs(text, start, spent);
      for (const [name, value] of pairs) if (!parameters.has(name)) parameters.set(name, value);
      start = end + 1;
      continue;
    }
    const end = labelledEnd(text, start);
    const kind = label.toLowerCase();
    const value = text.slice(start + label.length + 1, end).trim();
    if (kind.includes('template')) parameters.set(label, value);
    else labels.set(kind.startsWith('negative') ? 'negative' : 'prompt', value);
    start = end + 1;
  }
  return labels;
}

/** The end of the last line before the next label or parameters. */
function labelledEnd(text: string, start: number): number {
  let end = lineEnd(text, start);
  while (end < text.length) {
    const next = end + 1;
    if (WHOLE_LINE.test(text.slice(next, next + LONGEST_LABEL)) || beginsWithName(text, next)) break;
    end = lineEnd(text, next);
  }
  return end;
}

const NEGATIVE_LINE = /^[ \t]{0,20}negative(?: prompt)?: ?/im;

function splitPrompts(before: string, lost: boolean): { prompt: string; negativePrompt?: string } {
  const line = NEGATIVE_LINE.exec(before);
  if (line !== null) {
    const negative = before.slice(line.index).replaceAll(new RegExp(NEGATIVE_LINE, 'gim'), '');
    return finished(before.slice(0, line.index), negative, lost);
  }
  const middle = /[\s.,;]Negative prompt:/.exec(before);
  if (middle === null) return finished(before, undefined, lost);
  const { prompt } = finished(before.slice(0, middle.index + 1), undefined, true);
  return { ...finished('', before.slice(middle.index + middle[0].length), lost), prompt };
}

/** Trimmed; where line breaks were lost, without the comma or point that was put in their place. */
function finished(
  prompt: string,
  negative: string | undefined,
  lost: boolean,
): { prompt: string; negativePrompt?: string } {
  const trimmed = (text: string): string => (lost ? withoutPunctuation(text) : text).trim();
  const unlabelled = prompt.trimStart().replace(/^(?:positive )?prompt: ?/i, '');
  return negative === undefined
    ? { prompt: trimmed(unlabelled) }
    : { prompt: trimmed(unlabelled), negativePrompt: trimmed(negative) };
}

function withoutPunctuation(text: string): string {
  const trimmed = text.trim();
  return trimmed.endsWith('.') || trimmed.endsWith(',') || trimmed.endsWith(';')
    ? trimmed.slice(0, -1)
    : trimmed;
}
