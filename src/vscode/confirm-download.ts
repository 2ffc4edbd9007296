import * as vscode from 'vscode';
import { describeBytes } from '../core/bytes.ts';
import type { ModelDownload } from '../node/models/obtain.ts';
import { confirm } from './messages.ts';

const DOWNLOAD = 'Download';
const CHOOSE = 'Choose Another…';

/** Asks before a model is downloaded: what for, how much, from where, to where, and whether it shall be another. */
export async function confirmModel({
  label,
  licence,
  bytes,
  url,
  destination,
}: ModelDownload): Promise<boolean> {
  const details = [
    'Maps and searches by meaning need this model. It runs on this machine; no image leaves it.',
    `Size: ${describeBytes(bytes)}, downloaded once · Licence: ${licence}`,
    `From: ${new URL(url).host}`,
    `To: ${destination}`,
  ];
  const chosen = await confirm('information', `Download ${label}?`, details, DOWNLOAD, CHOOSE);
  if (chosen === CHOOSE) await vscode.commands.executeCommand('lexiclip.chooseModel');
  return chosen === DOWNLOAD;
}
