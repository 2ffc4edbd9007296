import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import { LexiclipError } from '../../core/errors.ts';
import { localNumber } from '../../core/language.ts';
import { usualMethods } from '../../core/project/parameters.ts';
import type { EmbedReport } from '../../core/reports.ts';
import { readSettings } from '../config.ts';
import { showInformation } from '../messages.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import { sessionAt } from '../sessions/session-at.ts';
import { folderOf } from '../tree/entries.ts';
import { askNewImages } from './ask-new-images.ts';
import type { CommandContext } from './context.ts';
import { projectionOf } from './entry-of.ts';
import { tellMissing } from './tell-missing.ts';

/** What the page gives. */
const pageArguments = z.object({ folder: z.string(), projection: z.string().optional() });

/** **Lexica: Continue**: embeds the images that have no vector, and makes the maps; nothing is fetched. */
export async function finishMaps(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const session = await sessionOf(commands, given);
  if (session !== undefined) await finish(commands, session);
}

/** **Lexica: Embed Images**: vectors for the images that have none; no map is made. */
export async function embedImages(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const session = await sessionOf(commands, given);
  if (session === undefined) return;
  const report = await session.run('LexiCLIP', (lexiclip, task) => lexiclip.embed(task), { wanted: [] });
  if (report === undefined) return;
  commands.device.note(report);
  void tellEmbedded(report);
}

async function tellEmbedded({ embedded, failed }: EmbedReport): Promise<void> {
  if (failed.length > 0) await tellMissing(failed);
  else
    await showInformation(
      embedded === 0
        ? l10n.t('All images have vectors.')
        : embedded === 1
          ? l10n.t('1 image is embedded.')
          : l10n.t('{0} images are embedded.', localNumber(embedded)),
    );
}

/** **Lexica: Update Maps**: all maps of a folder that do not show the images that it has. */
export async function updateMaps(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const session = await sessionOf(commands, given);
  if (session === undefined) return;
  const state = await session.state();
  if (state.kind !== 'mapped') throw new LexiclipError({ kind: 'no-maps' });
  if (state.outdated.length === 0) throw new LexiclipError({ kind: 'nothing-outdated' });
  await finish(
    commands,
    session,
    state.outdated.map(({ name }) => name),
  );
}

/** From the tree or the page: brings one map up to date. */
export async function updateProjection(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<void> {
  const { projection } = pageArguments.safeParse(given).data ?? {};
  if (projection !== undefined) {
    const session = await sessionOf(commands, given);
    if (session !== undefined) await finish(commands, session, [projection]);
    return;
  }
  const node = await projectionOf(commands, given, l10n.t('LexiCLIP: Update Map'));
  if (node !== undefined) await finish(commands, commands.sessions.of(node.folder), [node.projection.name]);
}

/** @param only The maps to be brought up to date; without it all, and the usual ones are made. */
async function finish(
  { panels, device }: CommandContext,
  session: FolderSession,
  only?: readonly string[],
): Promise<void> {
  const { seed } = readSettings(session.folder);
  const newImages = await askNewImages(session, async () => {
    const state = await session.state();
    const outdated = state.kind === 'mapped' ? state.outdated : [];
    return outdated.some(({ name, missing }) => missing > 0 && only?.includes(name) !== false);
  });
  if (newImages === 'cancelled') return;
  const request = { methods: usualMethods, only, seed, newImages };
  const wanted = only === undefined ? usualMethods : [];
  const report = await session.run('LexiCLIP', (lexiclip, task) => lexiclip.finish(request, task), {
    wanted,
  });
  if (report === undefined) return;
  const { embedded } = report;
  if (embedded !== undefined) device.note(embedded);
  await panels.show(session, only?.length === 1 ? only[0] : undefined);
  if (embedded !== undefined) void tellMissing(embedded.failed);
}

/** Of the row or the page that a command was called on; else the one that the user picks. */
async function sessionOf({ sessions }: CommandContext, given: unknown): Promise<FolderSession | undefined> {
  const folder = folderOf(given);
  if (folder !== undefined) return sessions.of(folder);
  const named = pageArguments.safeParse(given).data?.folder;
  return named === undefined ? sessions.choose() : sessionAt(sessions, named);
}
