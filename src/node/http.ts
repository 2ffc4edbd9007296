import { LexiclipError, type Failure, type WaitedFor } from '../core/errors.ts';
import type { HttpGet, HttpLimits } from '../core/ports.ts';
import { isPrivate, type Lookup } from './addresses.ts';
import { networkFailure } from './network-failure.ts';

/** Names us to the service; some refuse clients without a name. */
const HEADERS = { 'user-agent': 'LexiCLIP/0.1 (VS Code extension)', accept: 'application/json, image/*' };

/** As browsers follow at most 20 (Fetch standard); a service that needs more than these has lost its way. */
const MOST_REDIRECTS = 5;

/** GETs over a `fetch`: VS Code's patched one in the extension host, undici's on the command line. */
export function httpGet(fetch: typeof globalThis.fetch, lookup?: Lookup): HttpGet {
  return async (url, limits, signal) => {
    const timer = new Timer(limits, signal as AbortSignal);
    let asked = url;
    const ask = (hop: string): Promise<Response> => {
      asked = hop;
      return fetch(hop, { headers: HEADERS, redirect: 'manual', signal: timer.signal });
    };
    try {
      const response = await follow(url, limits, ask, lookup);
      const retryAfter = retryAfterSeconds(response.headers.get('retry-after'));
      const contentType = response.headers.get('content-type') ?? '';
      timer.answered();
      const bytes = await readBody(response, url, limits.limitBytes, timer);
      return { status: response.status, contentType, retryAfterSeconds: retryAfter, bytes };
    } catch (error) {
      if (error instanceof LexiclipError) throw error;
      signal.throwIfAborted();
      throw new LexiclipError(timer.failure(asked) ?? networkFailure(error, asked, timer.hasAnswer), {
        cause: error,
      });
    } finally {
      timer.stop();
    }
  };
}

/** The clocks of one request: until the answer begins, between pieces of it, and until its end. */
class Timer {
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

/** Follows redirects by hand, so that none leads out of the web or into a private network. */
async function follow(
  url: string,
  { privateHosts }: HttpLimits,
  ask: (url: string) => Promise<Response>,
  lookup: Lookup | undefined,
): Promise<Response> {
  let at = new URL(url);
  for (let hops = 0; ; hops++) {
    if (!privateHosts && (await isPrivate(at, lookup)))
      throw new LexiclipError({ kind: 'private-address', url: at.href });
    const response = await ask(at.href);
    const location = response.headers.get('location');
    if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return response;
    await response.body?.cancel();
    const refuse = (problem: string): never => {
      throw new LexiclipError({ kind: 'redirect-refused', url, to: location.slice(0, 200), problem });
    };
    const to = URL.canParse(location, at.href) ? new URL(location, at) : refuse('which is no address');
    if (!/^https?:$/.test(to.protocol)) refuse('which is not of the web');
    if (hops >= MOST_REDIRECTS) refuse('after five others');
    at = to;
  }
}

/** Reads no more than the limit, whatever the server says of the length. */
async function readBody(
  response: Response,
  url: string,
  limitBytes: number,
  timer: Timer,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    timer.more();
    length += chunk.byteLength;
    if (length > limitBytes) throw new LexiclipError({ kind: 'too-large', url, limitBytes });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** `Retry-After` in seconds, from a number or a date (RFC 9110, 10.2.3). */
function retryAfterSeconds(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}
