import * as vscode from 'vscode';
import { describeBytes } from '../core/wording.ts';
import type { ModelDownload } from '../node/models/obtain.ts';
import { setModel } from './config.ts';

const DOWNLOAD = 'Download';
const USE_FILE = 'Use a Local File…';

/** Asks before the model is downloaded: what, how much, from where, to where. */
export async function confirmDownload({
  label,
  licence,
  bytes,
  url,
  destination,
}: ModelDownload): Promise<boolean> {
  const detail = [
    `LexiCLIP needs an image model to place images on the map. It runs on this machine.`,
    `Size: ${describeBytes(bytes)} · Licence: ${licence}`,
    `From: ${new URL(url).host}`,
    `To: ${destination}`,
  ].join('\n');
  const question = `Download the model ${label}?`;
  const chosen = await vscode.window.showInformationMessage(
    question,
    { modal: true, detail },
    DOWNLOAD,
    USE_FILE,
  );
  if (chosen === USE_FILE) await chooseModelFile();
  return chosen === DOWNLOAD;
}

async function chooseModelFile(): Promise<void> {
  const [file] =
    (await vscode.window.showOpenDialog({ title: 'Choose a Model', filters: { 'ONNX model': ['onnx'] } })) ??
    [];
  if (file === undefined) return;
  await setModel(file.fsPath);
  void vscode.window.showInformationMessage(`${file.fsPath} is the model now. Explore again to use it.`);
}
