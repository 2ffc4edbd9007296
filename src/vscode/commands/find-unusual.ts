import * as z from 'zod';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { CommandContext } from './context.ts';
import { sessionNamed } from './selected-images.ts';

/** What the page, a keybinding or a test may give. */
const given = z.object({
  folder: z.string().optional(),
  similarity: z.number().gt(0).max(1).optional(),
});
type Given = z.infer<typeof given>;

/** **Lexica: Find Duplicates**: images that are nearly the same, side by side in the explorer. */
export async function findDuplicates(
  commands: CommandContext,
  ...[first]: readonly unknown[]
): Promise<void> {
  const { similarity, ...where } = given.safeParse(first).data ?? {};
  const session = await sessionOf(commands, where);
  if (session === undefined) return;
  const panel = await commands.panels.current(session);
  await panel.findings.find({ kind: 'duplicates', similarity });
}

/** **Lexica: Find Outliers**: images among those of another concept, or unlike all others. */
export async function findOutliers(commands: CommandContext, ...[first]: readonly unknown[]): Promise<void> {
  const session = await sessionOf(commands, given.safeParse(first).data ?? {});
  if (session === undefined) return;
  const panel = await commands.panels.current(session);
  await panel.findings.find({ kind: 'outliers' });
}

async function sessionOf({ sessions }: CommandContext, where: Given): Promise<FolderSession | undefined> {
  return (where.folder === undefined ? undefined : sessionNamed(sessions, where)) ?? sessions.choose();
}
