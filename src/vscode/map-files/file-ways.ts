import * as vscode from 'vscode';
import type { FileWay } from '../../protocol/explorer.ts';
import { showAsText } from '../show-document.ts';

/** Goes on from a map's file that cannot be shown. @param panel The editor that says so: the text takes its place. */
export async function goWay(way: FileWay, uri: vscode.Uri, panel: vscode.WebviewPanel): Promise<void> {
  switch (way) {
    case 'openText':
      await showAsText(uri, panel.viewColumn);
      panel.dispose();
      break;
    case 'openFolder':
      // …/.lexiclip/projections/umap.json
      await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.joinPath(uri, '../../..'), {
        forceNewWindow: true,
      });
      break;
    case 'recompute':
      await vscode.commands.executeCommand('lexiclip.recomputeMap', uri);
      break;
    case 'showMoved':
      await vscode.commands.executeCommand('lexiclip.showWhoMoved', uri);
      break;
  }
}
