import * as vscode from 'vscode';
import { thumbnailPath } from '../../core/collection/paths.ts';
import type { SearchHit } from '../../core/reports.ts';
import { createPick, setItems, type ListItem } from '../quick-input.ts';
import { showDocument } from '../show-document.ts';
import { promptLabel } from '../tree/labels.ts';
import type { CommandContext } from './context.ts';

interface HitItem extends ListItem {
  readonly hit?: SearchHit;
}

/** Images to a title; the title is shown where there are several groups. */
export interface HitGroup {
  readonly title: string;
  readonly hits: readonly SearchHit[];
}

/** Images as a list: moving in it shows each on the map, Enter opens its prompt. */
export async function showHits(
  { panels }: CommandContext,
  folder: vscode.WorkspaceFolder,
  { title, placeholder, groups }: { title: string; placeholder: string; groups: readonly HitGroup[] },
): Promise<void> {
  const pick = createPick<HitItem>({ title, placeholder });
  pick.matchOnDescription = true;
  const items = groups.flatMap((group): HitItem[] => [
    ...(groups.length > 1 ? [{ label: group.title, kind: vscode.QuickPickItemKind.Separator }] : []),
    ...group.hits.map((hit) => ({
      hit,
      label: promptLabel(hit.prompt),
      description: `${hit.score.toFixed(3)} · ${hit.concepts.join(', ')}`,
      iconPath: vscode.Uri.joinPath(folder.uri, '.lexiclip', thumbnailPath(hit.id)),
    })),
  ]);
  setItems(pick, items);
  const panel = await panels.show(folder);
  pick.onDidChangeActive(([active]) => {
    if (active?.hit !== undefined) void panel.revealImage(active.hit.id);
  });
  pick.onDidAccept(() => {
    const chosen = pick.selectedItems[0]?.hit;
    pick.hide();
    if (chosen !== undefined)
      void showDocument(vscode.Uri.joinPath(folder.uri, '.lexiclip', chosen.path), false);
  });
  pick.onDidHide(() => {
    pick.dispose();
  });
  pick.show();
}
