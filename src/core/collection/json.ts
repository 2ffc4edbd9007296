import { z } from 'zod';
import { LexiclipError } from '../errors.ts';
import { FORMAT_VERSION } from './schema.ts';

/** JSON that diffs well: two blanks of indent, keys as given, a newline at the end. */
export function encodeJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** What a text says as JSON, or undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads a collection file. A byte order mark before it, as some editors write, is left aside.
 * @throws LexiclipError `corrupt-file` naming the first thing wrong, or `newer-format`.
 */
export function decodeJson<T>(text: string, schema: z.ZodType<T>, path: string): T {
  const corrupt = (detail: string, cause?: unknown): LexiclipError =>
    new LexiclipError({ kind: 'corrupt-file', path, detail }, { cause });
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (error) {
    // Also in a file that cannot be read: what a newer version wrote is not to be replaced.
    for (const [, number] of text.matchAll(/"formatVersion"\s*:\s*(\d+)/g)) refuseNewer(Number(number), path);
    throw corrupt(whyNotJson(text), error);
  }
  const found = z.object({ formatVersion: z.number() }).safeParse(value);
  if (found.success) refuseNewer(found.data.formatVersion, path);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.map(String).join('.') ?? '';
  throw corrupt(`${where || 'top level'}: ${issue?.message ?? ''}`);
}

function refuseNewer(found: number, path: string): void {
  if (found > FORMAT_VERSION)
    throw new LexiclipError({ kind: 'newer-format', path, found, supported: FORMAT_VERSION });
}

function whyNotJson(text: string): string {
  if (text.trim() === '') return 'it is empty';
  const marker = text.split('\n').findIndex((line) => /^(<{7}|>{7})( |$)/.test(line));
  if (marker >= 0) return `line ${String(marker + 1)} has a conflict marker of git: decide for one side`;
  if (text.includes('\0')) return 'not valid JSON: it holds binary data, or is not in UTF-8';
  return 'not valid JSON';
}
