/*
 * Stands in for @vscode/spdlog, whose native half would need a compiler: the same functions over appendFileSync.
 * Without it VS Code writes no log files, its Output panel stays empty, and a failed test leaves no trace.
 */
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'] as const;
type Write = (message: string) => void;

export class Logger {
  readonly #file: string;
  #level = levels.indexOf('info');
  #formatted = true;

  constructor(file: string) {
    mkdirSync(dirname(file), { recursive: true });
    this.#file = file;
  }

  readonly trace = this.#writer('trace');
  readonly debug = this.#writer('debug');
  readonly info = this.#writer('info');
  readonly warn = this.#writer('warning');
  readonly error = this.#writer('error');
  readonly critical = this.#writer('critical');

  #writer(name: (typeof levels)[number]): Write {
    const level = levels.indexOf(name);
    return (message) => {
      if (level < this.#level) return;
      const line = `${new Date().toISOString()} [${name}] ${message}\n`;
      appendFileSync(this.#file, this.#formatted ? line : message);
    };
  }

  getLevel(): number {
    return this.#level;
  }

  setLevel(level: number): void {
    this.#level = level;
  }

  clearFormatters(): void {
    this.#formatted = false;
  }

  setPattern(): void {
    // One pattern is enough here.
  }

  flush(): void {
    // Every message is on disk already.
  }

  drop(): void {
    // Nothing is held open.
  }
}

function createLogger(_name: string, file: string): Promise<Logger> {
  return Promise.resolve(new Logger(file));
}

export { createLogger as createAsyncRotatingLogger, createLogger as createRotatingLogger };

export function setFlushOn(): void {
  // Every message is flushed at once.
}
