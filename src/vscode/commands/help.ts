import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import * as z from 'zod';
import { pickOne } from '../quick-input.ts';
import type { CommandContext } from './context.ts';

/** The walkthrough's id in package.json. */
const WALKTHROUGH = 'start';

/** The documentation's pages for users, in the order of the README; each is `<page>.md`. */
export const documentation = {
  exploring: () => l10n.t('Bringing images in'),
  map: () => l10n.t('The map'),
  gallery: () => l10n.t('The gallery'),
  searching: () => l10n.t({ message: 'Searching', comment: 'A page of the documentation' }),
  'odd-ones-and-twins': () => l10n.t('Odd ones and twins'),
  comparing: () => l10n.t({ message: 'Comparing', comment: 'A page of the documentation' }),
  selecting: () => l10n.t('Selecting images'),
  curating: () => l10n.t('Tags, ratings and concepts'),
  'taking-away': () => l10n.t('Taking images and maps away, and bringing vectors and maps in'),
  assistants: () => l10n.t('Asking a language model about a collection'),
  'command-line': () => l10n.t('The command line'),
  models: () => l10n.t('Models'),
  metadata: () => l10n.t('Where prompts are read from'),
  format: () => l10n.t('The format of a collection'),
  privacy: () => l10n.t('Privacy'),
  SECURITY: () => l10n.t('Security'),
  performance: () => l10n.t('Performance'),
} as const satisfies Readonly<Record<string, () => string>>;

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
  const items = pages.map((page) => ({ label: documentation[page](), icon: 'book', page }));
  const picked = await pickOne(items, {
    title: l10n.t('LexiCLIP: Documentation'),
    placeholder: l10n.t('Which page?'),
  });
  return picked?.page;
}
