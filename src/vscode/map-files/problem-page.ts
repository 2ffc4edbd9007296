import type * as vscode from 'vscode';
import { describeError } from '../../core/wording.ts';
import type { FileWay, ToPage } from '../../protocol/explorer.ts';
import { showError } from '../errors.ts';
import { parseFromPage } from '../explorer/messages.ts';
import { loadPage } from '../explorer/page.ts';
import type { Log } from '../log.ts';
import { goWay } from './file-ways.ts';

interface FileProblem {
  readonly uri: vscode.Uri;
  readonly error: unknown;
  readonly ways: readonly FileWay[];
}

/** The explorer's page, saying why it does not show a file, and what leads on. */
export function showProblemPage(
  panel: vscode.WebviewPanel,
  installation: vscode.Uri,
  log: Log,
  { uri, error, ways }: FileProblem,
): void {
  const { webview } = panel;
  webview.onDidReceiveMessage(async (raw: unknown) => {
    const message = parseFromPage(raw);
    if (message?.type === 'ready')
      await webview.postMessage({ type: 'problem', message: describeError(error), ways } satisfies ToPage);
    else if (message?.type === 'fileWay')
      await goWay(message.way, uri, panel).catch((failure: unknown) => showError(failure, log));
  });
  loadPage(panel, installation, []);
}
