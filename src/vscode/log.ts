import * as vscode from 'vscode';
import type { Logger } from '../core/ports.ts';

export type Log = vscode.LogOutputChannel & Logger;

/** The output channel “LexiCLIP”. */
export function openLog(): Log {
  return vscode.window.createOutputChannel('LexiCLIP', { log: true });
}
