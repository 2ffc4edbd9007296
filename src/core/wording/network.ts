import * as l10n from '@vscode/l10n';
import { describeBytes } from '../bytes.ts';
import type { WaitedFor } from '../errors.ts';
import { hostOf } from './quoting.ts';
import type { Sentences } from './sentences.ts';

/** Hosts that are not reached, and what they answer in place of what was asked for. */
export const networkSentences = {
  unreachable: ({ url, detail }) =>
    l10n.t('{host} cannot be reached ({detail}). Check the network, or use another source.', {
      host: hostOf(url),
      detail,
    }),
  'host-not-found': ({ url }) =>
    l10n.t(
      '{host} was not found: either there is no network, or it has moved. Check the network, the setting of the service (lexiclip.lexica.endpoint, lexiclip.huggingFace.endpoint, lexiclip.civitai.endpoint), or use another source.',
      { host: hostOf(url) },
    ),
  'timed-out': ({ url, waitedFor, seconds }) => describeTimeOut(hostOf(url), waitedFor, seconds),
  'broken-off': ({ url, detail }) =>
    l10n.t('{host} broke off in the middle of its answer ({detail}). Try again later.', {
      host: hostOf(url),
      detail,
    }),
  'tls-failed': ({ url, detail }) =>
    l10n.t(
      '{host} cannot prove who it is ({detail}). A proxy that reads along needs its certificate installed (on the command line: NODE_EXTRA_CA_CERTS).',
      { host: hostOf(url), detail },
    ),
  'proxy-refused': ({ url, detail }) =>
    l10n.t("The proxy refused the way to {host} ({detail}). Check the proxy's address and password.", {
      host: hostOf(url),
      detail,
    }),
  'redirect-refused': ({ url, to, problem }) => {
    const places = { host: hostOf(url), to };
    switch (problem) {
      case 'no-address':
        return l10n.t('{host} sent us on to {to}, which is no address. That was not followed.', places);
      case 'not-of-the-web':
        return l10n.t('{host} sent us on to {to}, which is not of the web. That was not followed.', places);
      case 'too-many':
        return l10n.t('{host} sent us on to {to}, after five others. That was not followed.', places);
      case 'without-body':
        return l10n.t('{host} sent us on to {to}, but without what was sent. That was not followed.', places);
    }
  },
  'private-address': (failure) =>
    l10n.t(
      '{url} is in a private network, which a public service has no business in. It was not asked for.',
      failure,
    ),
  'http-status': ({ url, status, detail }) => describeStatus(url, status, detail),
  'challenge-page': ({ url }) =>
    l10n.t(
      '{host} asked for a human check instead of answering. Open it in a browser once, or try again later.',
      { host: hostOf(url) },
    ),
  'not-json': ({ url }) =>
    l10n.t('{host} sent something that is not JSON. The service may be down; try again later.', {
      host: hostOf(url),
    }),
  'no-images-key': ({ url, key, setting }) =>
    l10n.t('{host} sent JSON without “{key}”. Check the setting {setting}.', {
      host: hostOf(url),
      key,
      setting,
    }),
  'too-large': ({ url, limitBytes }) =>
    l10n.t('{url} is larger than {size} and was not downloaded.', { url, size: describeBytes(limitBytes) }),
} satisfies Partial<Sentences>;

function describeTimeOut(host: string, waitedFor: WaitedFor, seconds: number): string {
  switch (waitedFor) {
    case 'connection':
      return l10n.t('{host} could not be connected to within {seconds} s. Try again later.', {
        host,
        seconds,
      });
    case 'answer':
      return l10n.t('{host} did not answer within {seconds} s. Try again later.', { host, seconds });
    case 'more':
      return l10n.t(
        '{host} stopped in the middle of its answer; nothing more came for {seconds} s. Try again later.',
        { host, seconds },
      );
    case 'end':
      return l10n.t('{host} had not sent its whole answer after {seconds} s. Try again later.', {
        host,
        seconds,
      });
  }
}

/** The same as a detail of another failure. */
export function timeOutDetail({
  waitedFor,
  seconds,
}: {
  readonly waitedFor: WaitedFor;
  readonly seconds: number;
}): string {
  switch (waitedFor) {
    case 'connection':
      return l10n.t('it could not be connected to within {0} s', seconds);
    case 'answer':
      return l10n.t('it did not answer within {0} s', seconds);
    case 'more':
      return l10n.t('it stopped in the middle of its answer; nothing more came for {0} s', seconds);
    case 'end':
      return l10n.t('it had not sent its whole answer after {0} s', seconds);
  }
}

/** Bad gateway and its time-outs: the standard's, and Cloudflare's own (its "5xx errors" page). */
const GATEWAY_STATUSES = [502, 503, 504, 520, 521, 522, 523, 524];

function describeStatus(url: string, status: number, detail: string | undefined): string {
  const host = hostOf(url);
  const reason = detail === undefined ? String(status) : `${status}: ${detail}`;
  if (status === 429)
    return l10n.t(
      '{host} has had too many requests (429). Wait a minute and run again; what was fetched is kept.',
      { host },
    );
  if (status === 404 || status === 410) return l10n.t('{url} is gone ({status}).', { url, status });
  if (GATEWAY_STATUSES.includes(status))
    return l10n.t(
      '{host} is overloaded or down: its gateway got no answer from it (status {status}). Try again later.',
      { host, status },
    );
  if (status >= 500)
    return l10n.t('{host} is in trouble (status {reason}). Try again later.', { host, reason });
  return l10n.t('{host} refused the request (status {reason}).', { host, reason });
}
