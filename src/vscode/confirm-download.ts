import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { describeBytes } from '../core/bytes.ts';
import type { ModelDownload } from '../node/models/obtain.ts';
import { confirm } from './messages.ts';

/** Asks before a model is downloaded: what for, how much, from where, to where, and whether it shall be another. */
export async function confirmModel({
  label,
  licence,
  bytes,
  url,
  destination,
}: ModelDownload): Promise<boolean> {
  const [download, choose] = [l10n.t('Download'), l10n.t('Choose Another…')];
  const details = [
    l10n.t('Maps and searches by meaning need this model. It runs on this machine; no image leaves it.'),
    l10n.t('Size: {0}, downloaded once · Licence: {1}', describeBytes(bytes), licence),
    l10n.t('From: {0}', new URL(url).host),
    l10n.t('To: {0}', destination),
  ];
  const chosen = await confirm('information', l10n.t('Download {0}?', label), details, download, choose);
  if (chosen === choose) await vscode.commands.executeCommand('lexiclip.chooseModel');
  return chosen === download;
}
