import type { Failure, WaitedFor } from '../core/errors.ts';
import type { HttpLimits } from '../core/fetch/http-get.ts';

/** The clocks of one request: until the answer begins, between pieces of it, and until its end. */
export class RequestTimer {
  hasAnswer = false;
  readonly #limits: HttpLimits;
  readonly #controller = new AbortController();
  readonly #whole: ReturnType<typeof setTimeout>;
  #next: ReturnType<typeof setTimeout>;
  #over: WaitedFor | undefined;
  readonly signal: AbortSignal;

  constructor(limits: HttpLimits, signal: AbortSignal) {
    this.#limits = limits;
    this.signal = AbortSignal.any([signal, this.#controller.signal]);
    this.#whole = this.#after(limits.wholeSeconds, 'end');
    this.#next = this.#after(limits.answerSeconds, 'answer');
  }

  answered(): void {
    this.hasAnswer = true;
    this.more();
  }

  more(): void {
    clearTimeout(this.#next);
    this.#next = this.#after(this.#limits.stallSeconds, 'more');
  }

  stop(): void {
    clearTimeout(this.#next);
    clearTimeout(this.#whole);
  }

  /** What was waited for too long, if anything was. */
  failure(url: string): Failure | undefined {
    if (this.#over === undefined) return undefined;
    const { answerSeconds, stallSeconds, wholeSeconds } = this.#limits;
    const seconds = {
      connection: answerSeconds,
      answer: answerSeconds,
      more: stallSeconds,
      end: wholeSeconds,
    };
    return { kind: 'timed-out', url, waitedFor: this.#over, seconds: seconds[this.#over] };
  }

  #after(seconds: number, waitedFor: WaitedFor): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      this.#over ??= waitedFor;
      this.#controller.abort();
    }, seconds * 1000);
  }
}
