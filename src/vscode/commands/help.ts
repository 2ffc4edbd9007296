import * as vscode from 'vscode';
import * as z from 'zod';
import { pickOne } from '../quick-input.ts';
import type { CommandContext } from './context.ts';

/** The walkthrough's id in package.json. */
const WALKTHROUGH = 'start';

/** The documentation's pages for users, in the order of the README; each is `<page>.md`. */
export const documentation = {
  exploring: 'Bringing images in',
  map: 'The map',
  gallery: 'The gallery',
  searching: 'Searching',
  'odd-ones-and-twins': 'Odd ones and twins',
  comparing: 'Comparing',
  selecting: 'Selecting images',
  curating: 'Tags, ratings and concepts',
  'taking-away': 'Taking images and maps away, and bringing vectors and maps in',
  assistants: 'Asking a language model about a collection',
  'command-line': 'The command line',
  models: 'Models',
  metadata: 'Where prompts are read from',
  format: 'The format of a collection',
  privacy: 'Privacy',
  SECURITY: 'Security',
  performance: 'Performance',
} as const;

type Page = keyof typeof documentation;
const pages = Object.keys(documentation) as Page[];

/** **Lexica: Get Started**: from an empty window to the first map. */
export async function getStarted({ context }: CommandContext): Promise<void> {
  const walkthrough = `${context.extension.id}#${WALKTHROUGH}`;
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough, false);
}

/** **Lexica: Open Documentation**: one of the pages that the package carries; a link may name it. */
export async function openDocumentation(
  { context: { extensionUri } }: CommandContext,
  ...[given]: readonly unknown[]
): Promise<void> {
  const page = z.enum(pages).safeParse(given).data ?? (await askPage());
  if (page === undefined) return;
  const file = vscode.Uri.joinPath(extensionUri, 'dist', 'docs', `${page}.md`);
  await vscode.commands.executeCommand('markdown.showPreview', file);
}

async function askPage(): Promise<Page | undefined> {
  const items = pages.map((page) => ({ label: documentation[page], icon: 'book', page }));
  const picked = await pickOne(items, { title: 'LexiCLIP: Documentation', placeholder: 'Which page?' });
  return picked?.page;
}
