import * as vscode from 'vscode';

/**
 * Opens a file in a tab: as a preview that the next one replaces, or pinned. With `besideColumn`, it goes to
 * another group than that one, so that the explorer stays in view.
 */
export async function showDocument(
  uri: vscode.Uri,
  pin: boolean,
  besideColumn?: vscode.ViewColumn,
): Promise<void> {
  const other = vscode.window.tabGroups.all.find(({ viewColumn }) => viewColumn !== besideColumn)?.viewColumn;
  const viewColumn =
    besideColumn === undefined ? vscode.ViewColumn.Active : (other ?? vscode.ViewColumn.Beside);
  await vscode.window.showTextDocument(uri, { viewColumn, preview: !pin, preserveFocus: !pin });
}
