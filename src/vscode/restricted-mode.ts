import * as vscode from 'vscode';
import { LexiclipError } from '../core/errors.ts';

/** Where nothing may be run, written or downloaded. @throws LexiclipError `restricted-mode` */
export function refuseRestricted(): void {
  if (!vscode.workspace.isTrusted) throw new LexiclipError({ kind: 'restricted-mode' });
}
