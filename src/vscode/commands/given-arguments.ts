import * as l10n from '@vscode/l10n';
import type * as z from 'zod';
import { LexiclipError } from '../../core/errors.ts';

/** What a keybinding or another extension gave to a command. @throws LexiclipError `bad-argument` */
export function givenArguments<T>(schema: z.ZodType<T>, given: unknown, command: string): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unusableArgument(command, issue?.path.map(String).join('.') ?? '', issue?.message ?? '');
}

/** The error of an argument that a command cannot use. @param detail Why. */
export function unusableArgument(command: string, argument: string, detail: string): LexiclipError {
  const problem = l10n.t('of {0} cannot be used ({1})', command, detail);
  return new LexiclipError({ kind: 'bad-argument', argument, problem });
}
