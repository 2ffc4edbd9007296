import type { CommandContext } from './context.ts';
import { projectionOf, promptOf } from './entry-of.ts';

/** **Lexica: Open Map** */
export async function openExplorer({ sessions, panels }: CommandContext): Promise<void> {
  const session = await sessions.choose();
  if (session !== undefined) await panels.show(session);
}

/** From the tree: one projection in the explorer. */
export async function openProjection(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<void> {
  const node = await projectionOf(commands, given, 'LexiCLIP: Open Map');
  if (node !== undefined) await commands.panels.show(commands.sessions.of(node.folder), node.projection.name);
}

/** From the tree: where an image is on the map. */
export async function revealOnMap(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const node = await promptOf(commands, given, 'LexiCLIP: Show on Map');
  if (node === undefined) return;
  const panel = await commands.panels.show(commands.sessions.of(node.folder));
  await panel.revealImage(node.prompt.id);
}
