import * as vscode from 'vscode';
import { describeBytes } from '../core/wording.ts';
import type { ModelDownload } from '../node/models/obtain.ts';
import { confirm } from './messages.ts';

const DOWNLOAD = 'Download';
const CHOOSE = 'Choose Another…';

/** Asks before anything large is downloaded: what, how much, from where, to where. */
export async function confirmDownload(download: ModelDownload): Promise<boolean> {
  return (await ask(download, [])) === DOWNLOAD;
}

/** The same for a model: what it is for, and whether it shall be another. */
export async function confirmModel(download: ModelDownload): Promise<boolean> {
  const purpose =
    'Maps and searches by meaning need this model. It runs on this machine; no image leaves it.';
  const chosen = await ask(download, [purpose], CHOOSE);
  if (chosen === CHOOSE) await vscode.commands.executeCommand('lexiclip.chooseModel');
  return chosen === DOWNLOAD;
}

function ask(
  { label, licence, bytes, url, destination }: ModelDownload,
  purpose: readonly string[],
  ...others: readonly string[]
): Thenable<string | undefined> {
  const details = [
    ...purpose,
    `Size: ${describeBytes(bytes)}, downloaded once · Licence: ${licence}`,
    `From: ${new URL(url).host}`,
    `To: ${destination}`,
  ];
  return confirm('information', `Download ${label}?`, details, DOWNLOAD, ...others);
}
