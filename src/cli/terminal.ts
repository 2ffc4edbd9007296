import { createInterface } from 'node:readline/promises';
import type { Logger } from '../core/logger.ts';
import { plainText } from '../core/plain-text.ts';
import type { LongTask, Progress } from '../core/signal.ts';

/** Longer than any sentence of ours, with what it quotes. */
const LIMIT = 2000;

/** One line for people, on standard error: standard output belongs to the result. */
export function tell(message: string): void {
  process.stderr.write(`${process.stderr.isTTY ? '\r\x1b[K' : ''}${plainText(message, LIMIT)}\n`);
}

export const terminalLogger: Logger = {
  info: (message) => {
    if (process.env['LEXICLIP_DEBUG'] !== undefined) tell(message);
  },
  warn: (message) => tell(`warning: ${message}`),
};

/** Progress on standard error: one line that moves on a terminal, a line for each tenth elsewhere. */
export function terminalTask(signal: AbortSignal): LongTask {
  let last = '';
  return {
    signal,
    onProgress({ stage, done, total, message }: Progress): void {
      if (process.stderr.isTTY) {
        process.stderr.write(`\r\x1b[K${stage}: ${plainText(message)}`);
        return;
      }
      const tenth = String(Math.floor((done / Math.max(total, 1)) * 10));
      // One that waits says whom for, each time that it is another.
      const news = `${stage} ${stage === 'wait' ? message : tenth}`;
      if (news !== last) tell(`${stage}: ${message}`);
      last = news;
    },
  };
}

/** Asks on a terminal; where there is none the answer is no. */
export async function confirm(question: string, signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test(
      (await terminal.question(`${plainText(question, LIMIT)} [y/N] `, { signal })).trim(),
    );
  } finally {
    terminal.close();
  }
}
