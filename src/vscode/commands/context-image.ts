import * as z from 'zod';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { CommandContext } from './context.ts';

/** What VS Code gives to a command of the menu of an image in the page (webview/context-menu.ts). */
const menuArguments = z.object({ webviewSection: z.literal('image'), image: z.string() });

/** The image whose menu in the page a command was called from; undefined where it was called in another way. */
export function contextImage(
  { panels }: CommandContext,
  given: unknown,
): { readonly session: FolderSession; readonly id: string } | undefined {
  const named = menuArguments.safeParse(given).data;
  if (named === undefined) return undefined;
  const session = panels.active;
  return session && { session, id: named.image };
}
