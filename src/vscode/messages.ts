import * as vscode from 'vscode';
import { plainText } from '../core/plain-text.ts';

/* The only notifications and dialogs: VS Code makes links of `[text](command:…)` in them, so their text is made plain. */

/** Longer than any sentence of ours, with what it quotes. */
const LIMIT = 1000;

/** Answers the button that was pressed, if any. */
export function showInformation(message: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(plainText(message, LIMIT), ...buttons);
}

export function showWarning(message: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(plainText(message, LIMIT), ...buttons);
}

export function showFailure(message: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(plainText(message, LIMIT), ...buttons);
}

/** A dialog that has to be answered; it has a button to cancel of its own. */
export function confirm(
  kind: 'information' | 'warning',
  question: string,
  details: readonly string[],
  ...buttons: string[]
): Thenable<string | undefined> {
  const options = { modal: true, detail: details.map((line) => plainText(line, LIMIT)).join('\n') };
  const plain = plainText(question, LIMIT);
  return kind === 'warning'
    ? vscode.window.showWarningMessage(plain, options, ...buttons)
    : vscode.window.showInformationMessage(plain, options, ...buttons);
}
