import * as l10n from '@vscode/l10n';
import type { Clock } from '../clock.ts';
import type { RequestTask } from './source.ts';

const MINUTE_MS = 60_000;

/** Lets no more than some requests start within any minute; the others wait for their turn, in order. */
export class RateLimit {
  readonly #perMinute: number;
  readonly #clock: Clock;
  /** When the last requests started or will start: at most `perMinute` of them, in order. */
  readonly #starts: number[] = [];

  constructor(perMinute: number, clock: Clock) {
    this.#perMinute = perMinute;
    this.#clock = clock;
  }

  /** Resolves when a request may start; rejects with the signal's reason when it aborts first. */
  async turn({ signal, onWait }: RequestTask): Promise<void> {
    const now = this.#clock.monotonic();
    const before = this.#starts.length < this.#perMinute ? undefined : this.#starts.shift();
    const start = before === undefined ? now : Math.max(now, before + MINUTE_MS);
    this.#starts.push(start);
    if (start === now) return;
    const seconds = Math.ceil((start - now) / 1000);
    onWait(
      l10n.t('waiting {seconds} s: no more than {limit} searches a minute', {
        seconds,
        limit: this.#perMinute,
      }),
    );
    await this.#clock.sleep(start - now, signal);
  }
}
