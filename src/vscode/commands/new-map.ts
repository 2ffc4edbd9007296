import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import { parameterValueSchema, projectionMethods } from '../../core/collection/schema.ts';
import { freeName, LARGEST_SEED, MAP_NAME, type MapFormStart } from '../../core/project/map-form.ts';
import { aboutMethod, checkParameters, methodTitle, offeredMethods } from '../../core/project/parameters.ts';
import type { ProjectRequest } from '../../core/reports.ts';
import { mapFormStart } from '../explorer/map-form.ts';
import { pickOne, type ListItem } from '../quick-input.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import { sessionAt } from '../sessions/session-at.ts';
import { nodeOf } from '../tree/entries.ts';
import type { CommandContext } from './context.ts';
import { givenArguments, unusableArgument } from './given-arguments.ts';
import { openMapForm, runProjection } from './projections.ts';

const COMMAND = 'lexiclip.newMap';

/** What a keybinding, a test, the page or another extension may give; without a method, the user is asked. */
const mapArguments = z.object({
  /** The address of a workspace folder; without it, the user picks one where there are several. */
  folder: z.string().optional(),
  method: z.enum(projectionMethods),
  parameters: z.record(z.string(), parameterValueSchema).default({}),
  seed: z.number().int().min(0).max(LARGEST_SEED).optional(),
  name: z.string().optional(),
});

/**
 * **Lexica: New Map**: another method, or other parameters, beside the maps that there are. From the sidebar it opens the
 * form; from the palette it asks for the method, which leads to the form as well.
 */
export async function newMap(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const wish = readArguments(given);
  const session = await sessionOf(commands, given, wish?.folder);
  if (session === undefined) return;
  const start = await mapFormStart(session, {});
  if (wish !== undefined) await runProjection(commands, session, requestOf(wish, start));
  else if (nodeOf('projections', given) !== undefined) await openMapForm(commands, session, start, true);
  else await askMethod(commands, session, start);
}

async function sessionOf(
  { sessions }: CommandContext,
  given: unknown,
  folder: string | undefined,
): Promise<FolderSession | undefined> {
  const node = nodeOf('projections', given);
  if (node !== undefined) return sessions.of(node.folder);
  return folder === undefined ? sessions.choose() : sessionAt(sessions, folder);
}

interface MethodItem extends ListItem {
  /** Undefined: the form asks for everything. */
  readonly method: ProjectRequest['method'] | undefined;
}

/** The short way: a method with its defaults. */
async function askMethod(
  commands: CommandContext,
  session: FolderSession,
  start: MapFormStart,
): Promise<void> {
  const items: readonly MethodItem[] = [
    ...offeredMethods.map((method) => ({
      label: methodTitle(method),
      description: aboutMethod(method),
      method,
    })),
    {
      label: l10n.t('More Options…'),
      description: l10n.t('parameters, presets and a preview'),
      method: undefined,
    },
  ];
  const chosen = await pickOne(items, {
    title: l10n.t('LexiCLIP: New Map'),
    placeholder: l10n.t('Choose a layout method'),
  });
  if (chosen === undefined) return;
  const { method } = chosen;
  if (method === undefined) await openMapForm(commands, session, start, false);
  else await runProjection(commands, session, requestOf({ method, parameters: {} }, start));
}

type MapArguments = z.infer<typeof mapArguments>;

/** @throws LexiclipError `bad-argument`; what a menu passes along names no method and counts as nothing. */
function readArguments(given: unknown): MapArguments | undefined {
  if (typeof given !== 'object' || given === null || !('method' in given)) return undefined;
  return givenArguments(mapArguments, given, COMMAND);
}

/** @throws LexiclipError `bad-argument` */
function requestOf(
  { method, parameters, seed, name }: Omit<MapArguments, 'folder'>,
  { taken, usualSeed }: MapFormStart,
): ProjectRequest {
  checkParameters(method, parameters);
  // A map that stands may be called as it likes.
  if (name !== undefined && !MAP_NAME.test(name) && !taken.includes(name))
    throw unusableArgument(COMMAND, 'name', l10n.t('must match {0}', MAP_NAME.source));
  return { name: name ?? freeName(method, taken), method, parameters, seed: seed ?? usualSeed };
}
