import { LexiclipError, type RedirectProblem } from '../core/errors.ts';
import type { HttpGet, HttpLimits } from '../core/fetch/http-get.ts';
import { plainText } from '../core/plain-text.ts';
import { isPrivate, type Lookup } from './addresses.ts';
import { networkFailure } from './network-failure.ts';
import { RequestTimer } from './request-timer.ts';
import type { Transport, TransportAnswer } from './transport.ts';

/** Names us to the service; some refuse clients without a name. */
const USER_AGENT = 'LexiCLIP/0.1 (VS Code extension)';

/** As browsers follow at most 20 (Fetch standard); a service that needs more than these has lost its way. */
const MOST_REDIRECTS = 5;

export interface HttpRequest {
  readonly url: string;
  /** GET without. */
  readonly method?: 'POST';
  /** `authorization` stays with the origin that it is meant for. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface HttpResponse {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  /** The pieces of the body, no more of them than the limits allow. */
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Makes a request and hands its answer to `read`. All limits hold until `read` is done.
 * @throws LexiclipError what can go wrong on a network, `too-large`, `redirect-refused`, `private-address`.
 */
export async function exchange<T>(
  transport: Transport,
  request: HttpRequest,
  limits: HttpLimits,
  signal: AbortSignal,
  read: (response: HttpResponse) => Promise<T>,
  lookup?: Lookup,
): Promise<T> {
  const timer = new RequestTimer(limits, signal);
  let asked = request.url;
  const ask = (url: URL, headers: Readonly<Record<string, string>>): Promise<TransportAnswer> => {
    asked = url.href;
    const { method = 'GET', body } = request;
    const { privateHosts } = limits;
    return transport(url, {
      method,
      headers: { 'user-agent': USER_AGENT, ...headers },
      ...(body === undefined ? {} : { body }),
      signal: timer.signal,
      publicOnly: !privateHosts,
    });
  };
  let answer: TransportAnswer | undefined;
  try {
    const isRefused = async (url: URL): Promise<boolean> =>
      !limits.privateHosts && (await orAborted(isPrivate(url.href, lookup), timer.signal));
    answer = await follow(request, ask, isRefused);
    timer.answered();
    const body = limited(answer.body, request.url, limits.limitBytes, timer);
    return await read({ status: answer.status, header: answer.header, body });
  } catch (error) {
    if (error instanceof LexiclipError) throw error;
    signal.throwIfAborted();
    throw new LexiclipError(timer.failure(asked) ?? networkFailure(error, asked, timer.hasAnswer), {
      cause: error,
    });
  } finally {
    timer.stop();
    await answer?.cancel().catch(() => undefined);
  }
}

/** The whole body of an answer. */
export async function bytesOf({ body }: Pick<HttpResponse, 'body'>): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** GETs over a transport, whole answers. */
export function httpGet(transport: Transport, lookup?: Lookup): HttpGet {
  return (url, limits, signal) => {
    const request = { url, headers: { accept: 'application/json, image/*' } };
    const read = async (response: HttpResponse): ReturnType<HttpGet> => {
      const { status, header } = response;
      const retryAfter = retryAfterSeconds(header('retry-after'));
      const isChallenge = header('cf-mitigated') === 'challenge';
      const contentType = header('content-type') ?? '';
      const bytes = await bytesOf(response);
      return { status, contentType, retryAfterSeconds: retryAfter, isChallenge, bytes };
    };
    return exchange(transport, request, limits, signal, read, lookup);
  };
}

/** Follows redirects by hand, so that none leads out of the web or into a private network. */
async function follow(
  { url, method, headers = {} }: HttpRequest,
  ask: (url: URL, headers: Readonly<Record<string, string>>) => Promise<TransportAnswer>,
  isRefused: (url: URL) => Promise<boolean>,
): Promise<TransportAnswer> {
  let at = new URL(url);
  if (!isOfTheWeb(at)) throw new TypeError('its address is not of the web');
  let sent = headers;
  for (let hops = 0; ; hops++) {
    // Again when it is connected to (addresses.ts), but a name that a proxy will look up is checked here only.
    if (await isRefused(at)) throw new LexiclipError({ kind: 'private-address', url: at.href });
    const answer = await ask(at, sent);
    const location = answer.header('location');
    if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return answer;
    await answer.cancel();
    const refuse = (problem: RedirectProblem): never => {
      throw new LexiclipError({ kind: 'redirect-refused', url, to: plainText(location), problem });
    };
    const to = URL.canParse(location, at.href) ? new URL(location, at) : refuse('no-address');
    if (!isOfTheWeb(to)) refuse('not-of-the-web');
    if (hops >= MOST_REDIRECTS) refuse('too-many');
    // The others turn a POST into a GET (Fetch standard), which is not what was asked for.
    if (method === 'POST' && ![307, 308].includes(answer.status)) refuse('without-body');
    if (to.origin !== at.origin)
      sent = Object.fromEntries(Object.entries(sent).filter(([name]) => name !== 'authorization'));
    at = to;
  }
}

/** For what cannot be called off, such as a question to a name server. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject);
  });
}

function isOfTheWeb({ protocol }: URL): boolean {
  return /^https?:$/.test(protocol);
}

/** Reads no more than the limit, whatever the server says of the length. */
async function* limited(
  body: AsyncIterable<Uint8Array>,
  url: string,
  limitBytes: number,
  timer: RequestTimer,
): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of body) {
    timer.more();
    length += chunk.byteLength;
    if (length > limitBytes) throw new LexiclipError({ kind: 'too-large', url, limitBytes });
    yield chunk;
  }
}

/** `Retry-After` in seconds, from a number or a date (RFC 9110, 10.2.3). */
function retryAfterSeconds(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}
