import type { Hits } from '../../core/explore/hits.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { CommandContext } from './context.ts';

/** Shows images that were found: lit on the map, until the user goes back or looks for others. */
export async function showHits(
  { panels }: CommandContext,
  session: FolderSession,
  hits: Hits,
): Promise<void> {
  session.selection.show(hits);
  await panels.show(session);
}
