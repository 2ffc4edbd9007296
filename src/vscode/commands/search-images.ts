import * as z from 'zod';
import { askText } from '../quick-input.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { CommandContext } from './context.ts';
import { promptOf } from './entry-of.ts';
import { showHits } from './show-hits.ts';

/** More than anyone scrolls through. */
const HITS = 100;
const TITLE = 'Lexica: Search Images';

/** What a keybinding, a test or another extension may give; what is not given is asked. */
const searchArguments = z.object({ query: z.string() });

/** **Lexica: Search Images**: ranks the collection by words, images and weights. */
export async function searchImages(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const session = await commands.sessions.choose();
  if (session === undefined) return;
  const query = searchArguments.safeParse(given).data?.query ?? (await askQuery());
  if (query !== undefined) await search(commands, session, query);
}

/** From the tree: images of the collection like one of it. */
export async function findSimilar(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const node = await promptOf(commands, given, 'LexiCLIP: Find Similar in Collection');
  if (node !== undefined) {
    const session = commands.sessions.of(node.folder);
    await search(commands, session, `like:${node.prompt.id}`);
  }
}

async function askQuery(): Promise<string | undefined> {
  const text = await askText({
    title: TITLE,
    prompt: 'Words, or several with signs and weights: horse + stripes - 2:grass. An image: like:its-id',
    placeholder: 'a red fruit',
  });
  return text === undefined || text.trim() === '' ? undefined : text;
}

async function search(commands: CommandContext, session: FolderSession, query: string): Promise<void> {
  const report = await session.run('LexiCLIP', (lexiclip, task) =>
    lexiclip.search({ query, limit: HITS }, task),
  );
  if (report === undefined) return;
  const { model, searched, hits } = report;
  await showHits(commands, session, {
    title: `${TITLE}: ${query}`,
    placeholder: `${hits.length} of ${searched} images by ${model.standIn ? model.id : model.label}. Enter opens the prompt.`,
    groups: [{ title: query, hits }],
  });
}
