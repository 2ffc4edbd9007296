import * as vscode from 'vscode';
import { plainText } from '../core/plain-text.ts';
import type { EmbedReport } from '../core/reports.ts';

/** Which model ran on which device in the last run; the reason is in the tooltip. */
export class DeviceStatus {
  readonly #item = vscode.window.createStatusBarItem('lexiclip.device', vscode.StatusBarAlignment.Right);

  constructor() {
    this.#item.name = 'LexiCLIP Device';
    this.#item.command = 'lexiclip.showLog';
  }

  show({ model, device }: EmbedReport): void {
    const label = plainText(model.label, 40);
    const provider = plainText(device.provider, 40);
    this.#item.text = `$(circuit-board) ${model.standIn ? 'stand-in' : label} on ${provider}`;
    const standIn = model.standIn ? '\n\nThis is a stand-in model, not CLIP.' : '';
    const reason = plainText(device.reason);
    this.#item.tooltip = `LexiCLIP embedded with ${label} on ${provider}.\n\n${reason}${standIn}`;
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}
