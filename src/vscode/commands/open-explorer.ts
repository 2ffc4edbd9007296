import type { CommandContext } from './context.ts';
import { projectionOf, promptOf } from './entry-of.ts';

/** **Lexica: Open Map** */
export async function openExplorer({ folders, panels }: CommandContext): Promise<void> {
  const folder = await folders.choose();
  if (folder !== undefined) await panels.show(folder);
}

/** From the tree: one projection in the explorer. */
export async function openProjection(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<void> {
  const node = await projectionOf(commands, given, 'LexiCLIP: Open Map');
  if (node !== undefined) await commands.panels.show(node.folder, node.projection.name);
}

/** From the tree: where an image is on the map. */
export async function revealOnMap(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const node = await promptOf(commands, given, 'LexiCLIP: Show on Map');
  if (node === undefined) return;
  const panel = await commands.panels.show(node.folder);
  await panel.revealImage(node.prompt.id);
}
