import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import { LexiclipError } from '../errors.ts';
import { FORMAT_VERSION } from './schema.ts';

/** JSON that diffs well: two blanks of indent, keys as given, a newline at the end. */
export function encodeJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Values within values. What goes through files is walked by calling, and calls within calls come to an end. */
const DEEPEST = 200;

/**
 * What a text says as JSON, or undefined where it is none, or is nested deeper than anyone's records are. A byte order
 * mark before it, as some editors write, is left aside.
 */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
    return isTooDeep(text) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** The same however deep it is: for who takes of it no more than a schema names. */
export function parseShallow(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads a collection file.
 * @throws LexiclipError `corrupt-file` naming the first thing wrong.
 */
export function decodeJson<T>(text: string, schema: z.ZodType<T>, path: string): T {
  const value = parseJson(text);
  if (value === undefined) throw new LexiclipError({ kind: 'corrupt-file', path, detail: whyNotJson(text) });
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new LexiclipError({ kind: 'corrupt-file', path, detail: whatIsWrong(parsed.error) });
}

/**
 * The same of a file that says which format it has.
 * @throws LexiclipError `newer-format`, also of a file that cannot be read: what a newer version wrote is not replaced.
 */
export function decodeVersioned<T>(text: string, schema: z.ZodType<T>, path: string): T {
  const value = parseJson(text);
  if (value === undefined)
    for (const [, number] of text.matchAll(/"formatVersion"\s*:\s*(\d+)/g)) refuseNewer(Number(number), path);
  const said = z.object({ formatVersion: z.number() }).safeParse(value).data;
  if (said !== undefined) refuseNewer(said.formatVersion, path);
  return decodeJson(text, schema, path);
}

function refuseNewer(found: number, path: string): void {
  if (found > FORMAT_VERSION)
    throw new LexiclipError({ kind: 'newer-format', path, found, supported: FORMAT_VERSION });
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isText) {
      if (code === BACKSLASH) at++;
      else if (code === QUOTE) isText = false;
    } else if (code === QUOTE) isText = true;
    else if (code === BRACKET || code === BRACE) {
      if (++depth > DEEPEST) return true;
    } else if (code === BRACKET_END || code === BRACE_END) depth--;
  }
  return false;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BRACKET = 0x5b;
const BRACKET_END = 0x5d;
const BRACE = 0x7b;
const BRACE_END = 0x7d;

/** The first thing that does not fit, in words: zod's own are for programmers. */
function whatIsWrong({ issues: [issue] }: z.ZodError): string {
  const where = issue?.path.map(String).join('.').slice(0, 100) ?? '';
  const what = issue?.message ?? '';
  return `${where || l10n.t('top level')}: ${problemIn(what)}`;
}

/** @param what A message of zod's, which are English everywhere. */
function problemIn(what: string): string {
  if (what.endsWith('received undefined')) return l10n.t('it is missing');
  if (what === 'Invalid input') return l10n.t('it has a value that it cannot have');
  if (what.startsWith('Too big: ')) return l10n.t('it is too big');
  if (what.startsWith('Too small: ')) return l10n.t('it is too small');
  const [, expected, received] = /^Invalid input: expected (.*), received (.*)$/.exec(what) ?? [];
  if (expected === undefined || received === undefined) return what.replace(/^Invalid input: /, '');
  return l10n.t('expected {expected}, received {received}', { expected, received });
}

function whyNotJson(text: string): string {
  if (text.trim() === '') return l10n.t('it is empty');
  const marker = text.split('\n').findIndex((line) => /^(<{7}|>{7})( |$)/.test(line));
  if (marker >= 0) return l10n.t('line {0} has a conflict marker of git: decide for one side', marker + 1);
  if (text.includes('\0')) return l10n.t('not valid JSON: it holds binary data, or is not in UTF-8');
  if (isTooDeep(text)) return l10n.t('it is nested too deeply');
  return l10n.t('not valid JSON');
}
