import * as z from 'zod';
import { parameterValueSchema, projectionMethods } from '../../core/collection/schema.ts';
import { LexiclipError } from '../../core/errors.ts';
import { checkParameters } from '../../core/project/parameters.ts';
import type { ProjectRequest } from '../../core/reports.ts';
import { readSettings } from '../config.ts';
import { nodeOf } from '../tree/entries.ts';
import type { CommandContext } from './context.ts';
import { askNewMap } from './map-questions.ts';
import { freeName } from './parameter-answers.ts';
import { runProjection } from './projections.ts';

const TITLE = 'LexiCLIP: New Map';

/** What a keybinding, a test or another extension may give; without a method, everything is asked. */
const mapArguments = z.object({
  method: z.enum(projectionMethods),
  parameters: z.record(z.string(), parameterValueSchema).default({}),
  seed: z.number().int().min(0).max(999_999_999).optional(),
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,60}$/)
    .optional(),
});

/** **Lexica: New Map**: another method, or other parameters, beside the maps that there are. */
export async function newMap(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const { sessions } = commands;
  const node = nodeOf('projections', given);
  const session = node === undefined ? await sessions.choose() : sessions.of(node.folder);
  if (session === undefined) return;
  const snapshot = await session.snapshot();
  if (snapshot === undefined) throw new LexiclipError({ kind: 'no-images' });
  const taken = snapshot.projections.map(({ name }) => name);
  const { seed } = readSettings(session.folder);
  const request =
    readRequest(given, seed, taken) ?? (await askNewMap(TITLE, seed, (method) => freeName(method, taken)));
  if (request !== undefined) await runProjection(commands, session, request);
}

/** @throws LexiclipError `bad-argument`; what a menu passes along names no method and counts as nothing. */
function readRequest(given: unknown, seed: number, taken: readonly string[]): ProjectRequest | undefined {
  if (typeof given !== 'object' || given === null || !('method' in given)) return undefined;
  const parsed = mapArguments.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const problem = `of lexiclip.newMap cannot be used (${issue?.message ?? ''})`;
    throw new LexiclipError({
      kind: 'bad-argument',
      argument: issue?.path.map(String).join('.') ?? '',
      problem,
    });
  }
  const { method, parameters, name = freeName(method, taken) } = parsed.data;
  checkParameters(method, parameters);
  return { name, method, parameters, seed: parsed.data.seed ?? seed };
}
