import * as vscode from 'vscode';
import { thumbnailPath } from '../../core/collection/paths.ts';
import type { SearchHit } from '../../core/reports.ts';
import { createPick, setItems, type ListItem } from '../quick-input.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import { showDocument } from '../show-document.ts';
import { imageLabel } from '../tree/labels.ts';
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
  session: FolderSession,
  { title, placeholder, groups }: { title: string; placeholder: string; groups: readonly HitGroup[] },
): Promise<void> {
  const pick = createPick<HitItem>({ title, placeholder });
  pick.matchOnDescription = true;
  const items = groups.flatMap((group): HitItem[] => [
    ...(groups.length > 1 ? [{ label: group.title, kind: vscode.QuickPickItemKind.Separator }] : []),
    ...group.hits.map((hit) => ({
      hit,
      label: imageLabel(hit),
      description: `${hit.score.toFixed(3)} · ${hit.concepts.join(', ')}`,
      iconPath: session.uri(thumbnailPath(hit.id)),
    })),
  ]);
  setItems(pick, items);
  const panel = await panels.show(session);
  pick.onDidChangeActive(([active]) => {
    if (active?.hit !== undefined) void panel.revealImage(active.hit.id);
  });
  pick.onDidAccept(() => {
    const chosen = pick.selectedItems[0]?.hit;
    pick.hide();
    if (chosen !== undefined) void showDocument(session.uri(chosen.path), false);
  });
  pick.onDidHide(() => pick.dispose());
  pick.show();
}
