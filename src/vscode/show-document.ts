import * as vscode from 'vscode';
import { EXPLORER_VIEW_TYPE } from './explorer/view-type.ts';

/** VS Code prefixes the view type of a webview's tab. */
const EXPLORER_TAB = `mainThreadWebview-${EXPLORER_VIEW_TYPE}`;

/**
 * Opens a file in a tab: as a preview that the next one replaces, or pinned. Where the explorer is what shows,
 * the tab goes to another group than the explorer's, so that the map stays in view.
 */
export async function showDocument(uri: vscode.Uri, pin: boolean): Promise<void> {
  const viewColumn = columnForDocuments();
  await vscode.window.showTextDocument(uri, { viewColumn, preview: !pin, preserveFocus: !pin });
}

/** Where a tab opens that leaves the map in view. */
export function columnForDocuments(): vscode.ViewColumn {
  const { activeTabGroup, all } = vscode.window.tabGroups;
  const input = activeTabGroup.activeTab?.input;
  const onExplorer = input instanceof vscode.TabInputWebview && input.viewType === EXPLORER_TAB;
  const other = all.find((group) => group !== activeTabGroup)?.viewColumn ?? vscode.ViewColumn.Beside;
  return onExplorer ? other : vscode.ViewColumn.Active;
}
