import { LexiclipError, type Failure } from '../core/errors.ts';
import { timeOutDetail } from '../core/wording/network.ts';
import { PrivateAddressError } from './addresses.ts';

/** undici's own limit for a connection (docs/api/Client.md, `connectTimeout`). */
const CONNECT_SECONDS = 10;

/** OpenSSL's and Node's names of what can be wrong with a certificate or a handshake (Node, docs of tls and errors). */
const TLS = /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|EPROTO$)/;

interface NetworkError {
  readonly code?: string;
  readonly message?: string;
  readonly cause?: NetworkError;
  readonly errors?: readonly NetworkError[];
}

/**
 * What an error of `fetch` means; it says only "fetch failed" itself, the reason is in its causes.
 * @param hasAnswer Whether the headers had come.
 */
export function networkFailure(error: unknown, url: string, hasAnswer: boolean): Failure {
  const reasons = causesOf(error as NetworkError);
  const code = reasons.map((reason) => reason.code).find((one) => one !== undefined);
  const detail = networkReason(error);
  if (reasons.some((reason) => reason instanceof PrivateAddressError))
    return { kind: 'private-address', url };
  const proxy = reasons.find(({ message = '' }) => /proxy/i.test(message));
  if (proxy !== undefined) return { kind: 'proxy-refused', url, detail: proxy.message ?? detail };
  if (code !== undefined && TLS.test(code)) return { kind: 'tls-failed', url, detail: code };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return { kind: 'host-not-found', url };
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return { kind: 'timed-out', url, waitedFor: 'connection', seconds: CONNECT_SECONDS };
  }
  return { kind: hasAnswer ? 'broken-off' : 'unreachable', url, detail };
}

/** The innermost reason of an error of `fetch`, for people. */
function networkReason(error: unknown): string {
  const reason = causesOf(error as NetworkError).at(-1);
  return reason?.code ?? reason?.message ?? String(error);
}

/** Why a request got no whole answer, for who words that otherwise; undefined where something else went wrong. */
export function whyUnreachable(error: unknown): string | undefined {
  if (!(error instanceof LexiclipError)) return undefined;
  const { failure } = error;
  switch (failure.kind) {
    case 'timed-out':
      return timeOutDetail(failure);
    case 'host-not-found':
      return networkReason(error.cause);
    case 'unreachable':
    case 'broken-off':
    case 'tls-failed':
    case 'proxy-refused':
      return failure.detail;
    default:
      return undefined;
  }
}

/** An error and its causes, outermost first; of several at once (both kinds of address failed) the first. */
function causesOf(error: NetworkError | undefined): NetworkError[] {
  return error === undefined ? [] : [error, ...causesOf(error.cause ?? error.errors?.[0])];
}
