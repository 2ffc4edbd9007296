import * as vscode from 'vscode';
import type { Logger } from '../core/logger.ts';
import { plainText } from '../core/plain-text.ts';

/** For a line of the log: a sentence with what a tool printed. */
const LIMIT = 10_000;

export interface Log extends Logger {
  error(message: string): void;
  /** May have several lines: a stack. */
  debug(message: string): void;
  show(): void;
  dispose(): void;
}

/** The output channel “LexiCLIP”. A message is one line of it: none can pretend to be several. */
export function openLog(): Log {
  const channel = vscode.window.createOutputChannel('LexiCLIP', { log: true });
  return {
    info: (message) => channel.info(plainText(message, LIMIT)),
    warn: (message) => channel.warn(plainText(message, LIMIT)),
    error: (message) => channel.error(plainText(message, LIMIT)),
    debug: (message) => {
      for (const line of message.split('\n')) channel.debug(plainText(line, LIMIT));
    },
    show: () => channel.show(),
    dispose: () => channel.dispose(),
  };
}
