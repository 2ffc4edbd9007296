import * as vscode from 'vscode';
import type { EmbedReport } from '../core/reports.ts';

/** Which model ran on which device in the last run; the reason is in the tooltip. */
export class DeviceStatus {
  readonly #item = vscode.window.createStatusBarItem('lexiclip.device', vscode.StatusBarAlignment.Right);

  constructor() {
    this.#item.name = 'LexiCLIP Device';
    this.#item.command = 'lexiclip.showLog';
  }

  show({ model, device }: EmbedReport): void {
    this.#item.text = `$(circuit-board) ${model.standIn ? 'stand-in' : model.label} on ${device.provider}`;
    const standIn = model.standIn ? '\n\nThis is a stand-in model, not CLIP.' : '';
    this.#item.tooltip = `LexiCLIP embedded with ${model.label} on ${device.provider}.\n\n${device.reason}${standIn}`;
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}
