import { nodeOf } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';

/** **Lexica: Open Map** */
export async function openExplorer({ folders, panels }: CommandContext): Promise<void> {
  const folder = await folders.choose();
  if (folder !== undefined) await panels.show(folder);
}

/** From the tree: one projection in the explorer. */
export async function openProjection(
  { panels }: CommandContext,
  ...[node]: readonly unknown[]
): Promise<void> {
  const { folder, projection } = nodeOf('projection', node);
  await panels.show(folder, projection.name);
}

/** From the tree: where an image is on the map. */
export async function revealOnMap({ panels }: CommandContext, ...[node]: readonly unknown[]): Promise<void> {
  const { folder, prompt } = nodeOf('prompt', node);
  const panel = await panels.show(folder);
  await panel.revealImage(prompt.id);
}
