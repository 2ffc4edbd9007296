import type { CancelSignal } from '../signal.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  /** From `Retry-After`, where the server sent it in seconds. */
  readonly retryAfterSeconds: number | undefined;
  /** Whether a proxy says that this is its human check (Cloudflare's header `cf-mitigated: challenge`). */
  readonly isChallenge?: boolean;
  readonly bytes: Uint8Array;
}

/**
 * One GET, whole: any status but a redirect is an answer; redirects are followed within http and https.
 * @throws LexiclipError of the network's kinds: `unreachable`, `host-not-found`, `timed-out`, `broken-off`,
 * `tls-failed`, `proxy-refused`, `redirect-refused`, `private-address`, `too-large`.
 */
export type HttpGet = (url: string, limits: HttpLimits, signal: CancelSignal) => Promise<HttpAnswer>;

export interface HttpLimits {
  /** Until the headers are there, the connection included. */
  readonly answerSeconds: number;
  /** Between two pieces of the body. */
  readonly stallSeconds: number;
  readonly wholeSeconds: number;
  readonly limitBytes: number;
  /** Whether the answer may come from this machine or a private network. */
  readonly privateHosts: boolean;
}
