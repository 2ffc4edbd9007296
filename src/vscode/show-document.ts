import * as vscode from 'vscode';
import { EXPLORER_VIEW_TYPE, MAP_EDITOR_VIEW_TYPE, MOVED_VIEW_TYPE } from './explorer/view-type.ts';

/** VS Code prefixes the view type of a webview's tab. */
const EXPLORER_TABS = [EXPLORER_VIEW_TYPE, MOVED_VIEW_TYPE].map((type) => `mainThreadWebview-${type}`);

/**
 * Opens a file in a tab: as a preview that the next one replaces, or pinned. Where the explorer is what shows,
 * the tab goes to another group than the explorer's, so that the map stays in view.
 */
export async function showDocument(uri: vscode.Uri, pin: boolean): Promise<void> {
  const viewColumn = columnForDocuments();
  await vscode.window.showTextDocument(uri, { viewColumn, preview: !pin, preserveFocus: !pin });
}

/** The same of a map's JSON: as text, not as the map, and however large it is. */
export async function showAsText(uri: vscode.Uri, viewColumn = columnForDocuments()): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', uri, 'default', { viewColumn, preview: true });
}

/** Where a tab opens that leaves the map in view. */
export function columnForDocuments(): vscode.ViewColumn {
  const { activeTabGroup, all } = vscode.window.tabGroups;
  const input = activeTabGroup.activeTab?.input;
  const onExplorer =
    (input instanceof vscode.TabInputWebview && EXPLORER_TABS.includes(input.viewType)) ||
    (input instanceof vscode.TabInputCustom && input.viewType === MAP_EDITOR_VIEW_TYPE);
  const other = all.find((group) => group !== activeTabGroup)?.viewColumn ?? vscode.ViewColumn.Beside;
  return onExplorer ? other : vscode.ViewColumn.Active;
}
