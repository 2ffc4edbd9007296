import { isAbout } from '../../core/errors.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { CommandContext } from './context.ts';
import { selectedImages } from './selected-images.ts';

/** What is taken along: the selection, or where there is none, all that shows. */
export interface Taken {
  readonly session: FolderSession;
  readonly ids: readonly string[] | undefined;
}

/** The selection; undefined for `ids` where nothing is selected, and undefined where the user chooses no folder. */
export async function takenImages(
  commands: CommandContext,
  ...given: readonly unknown[]
): Promise<Taken | undefined> {
  try {
    const selected = await selectedImages(commands, ...given);
    return selected && { session: selected.session, ids: selected.images.map(({ id }) => id) };
  } catch (error) {
    if (!isAbout(error, 'nothing-selected')) throw error;
    const session = await commands.sessions.choose();
    return session && { session, ids: undefined };
  }
}
