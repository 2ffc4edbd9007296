import { act } from '../explorer/image-answers.ts';
import type { CommandContext } from './context.ts';
import { promptOf } from './entry-of.ts';

/** From the tree, or of a prompt file: its image in a tab. */
export async function openImage(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const node = await promptOf(commands, given, 'LexiCLIP: Open Image');
  if (node !== undefined) await act(commands.sessions.of(node.folder), 'openImage', node.prompt.id);
}
