import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { webviewPage } from '../../core/explore/page.ts';
import { installationPaths } from '../../node/installation-paths.ts';

/** Loads the explorer's page into a panel, and gives its tab the icon of a map. @param pictures Folders that it may load from. */
export function loadPage(
  panel: vscode.WebviewPanel,
  installation: vscode.Uri,
  pictures: readonly vscode.Uri[],
): void {
  const { webview } = panel;
  panel.iconPath = {
    dark: vscode.Uri.joinPath(installation, 'media', 'tab-dark.svg'),
    light: vscode.Uri.joinPath(installation, 'media', 'tab-light.svg'),
  };
  const page = vscode.Uri.file(installationPaths(installation.fsPath).page);
  webview.options = { enableScripts: true, localResourceRoots: [page, ...pictures] };
  webview.html = webviewPage({
    scriptUri: String(webview.asWebviewUri(vscode.Uri.joinPath(page, 'explorer.js'))),
    styleUri: String(webview.asWebviewUri(vscode.Uri.joinPath(page, 'explorer.css'))),
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString('base64'),
  });
}
