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
 * Reads a collection file.
 * @throws LexiclipError `corrupt-file` naming the first thing wrong, or `newer-format`.
 */
export function decodeJson<T>(text: string, schema: z.ZodType<T>, path: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new LexiclipError({ kind: 'corrupt-file', path, detail: 'not valid JSON' }, { cause: error });
  }
  const found = z.object({ formatVersion: z.number() }).safeParse(value);
  if (found.success && found.data.formatVersion > FORMAT_VERSION) {
    throw new LexiclipError({
      kind: 'newer-format',
      path,
      found: found.data.formatVersion,
      supported: FORMAT_VERSION,
    });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.map(String).join('.') ?? '';
  throw new LexiclipError({
    kind: 'corrupt-file',
    path,
    detail: `${where || 'top level'}: ${issue?.message ?? ''}`,
  });
}
