import * as vscode from 'vscode';
import { z } from 'zod';
import { thumbnailPath } from '../../core/collection/paths.ts';
import type { SearchHit, SearchReport } from '../../core/reports.ts';
import { showDocument } from '../show-document.ts';
import { promptLabel } from '../tree/labels.ts';
import type { PromptNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';

/** More than anyone scrolls through. */
const HITS = 100;
const TITLE = 'Lexica: Search Images';

/** What a keybinding, a test or another extension may give; what is not given is asked. */
const searchArguments = z.object({ query: z.string() });

interface HitItem extends vscode.QuickPickItem {
  readonly hit: SearchHit;
}

/** **Lexica: Search Images**: ranks the collection by words, images and weights. */
export async function searchImages(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const folder = await commands.folders.choose();
  if (folder === undefined) return;
  const query = searchArguments.safeParse(given).data?.query ?? (await askQuery());
  if (query !== undefined) await search(commands, folder, query);
}

/** From the tree: images of the collection like one of it. */
export async function findSimilar(commands: CommandContext, ...[node]: readonly unknown[]): Promise<void> {
  const { folder, prompt } = node as PromptNode;
  await search(commands, folder, `like:${prompt.id}`);
}

async function askQuery(): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title: TITLE,
    prompt: 'Words, or several with signs and weights: horse + stripes - 2:grass. An image: like:its-id',
    placeHolder: 'a red fruit',
  });
  return text === undefined || text.trim() === '' ? undefined : text;
}

async function search(
  commands: CommandContext,
  folder: vscode.WorkspaceFolder,
  query: string,
): Promise<void> {
  const report = await commands.folders.run(folder, 'LexiCLIP', (lexiclip, task) =>
    lexiclip.search({ query, limit: HITS }, task),
  );
  if (report !== undefined) await showHits(commands, folder, report);
}

/** The ranking as a list: moving in it shows each image on the map, Enter opens its prompt. */
async function showHits(
  { panels }: CommandContext,
  folder: vscode.WorkspaceFolder,
  { query, model, searched, hits }: SearchReport,
): Promise<void> {
  const pick = vscode.window.createQuickPick<HitItem>();
  pick.title = `${TITLE}: ${query}`;
  pick.placeholder = `${String(hits.length)} of ${String(searched)} images by ${model.standIn ? model.id : model.label}. Enter opens the prompt.`;
  pick.matchOnDescription = true;
  pick.items = hits.map((hit) => ({
    hit,
    label: promptLabel(hit.prompt),
    description: `${hit.score.toFixed(3)} · ${hit.concepts.join(', ')}`,
    iconPath: vscode.Uri.joinPath(folder.uri, '.lexiclip', thumbnailPath(hit.id)),
  }));
  const panel = await panels.show(folder);
  pick.onDidChangeActive(([active]) => {
    if (active !== undefined) void panel.revealImage(active.hit.id);
  });
  pick.onDidAccept(() => {
    const [chosen] = pick.selectedItems;
    pick.hide();
    if (chosen !== undefined)
      void showDocument(vscode.Uri.joinPath(folder.uri, '.lexiclip', chosen.hit.path), false);
  });
  pick.onDidHide(() => {
    pick.dispose();
  });
  pick.show();
}
