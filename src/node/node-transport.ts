import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { pipeline } from 'node:stream';
import { createBrotliDecompress, createUnzip } from 'node:zlib';
import { publicLookup } from './addresses.ts';
import type { Transport, TransportRequest } from './transport.ts';

/** undici's own limit (docs/api/Client.md, `connectTimeout`), so that both transports give up at the same time. */
const CONNECT_SECONDS = 10;

/**
 * For the extension host. VS Code replaces `http.request` and `https.request` by ones that follow the editor's
 * proxy and certificate settings; it also does so with `fetch`, which cannot be told how to look names up. A `lookup`
 * is used where VS Code connects directly; through a proxy, the proxy looks names up. No `agent` may be given: with
 * one, VS Code leaves some of its settings out.
 */
export function nodeTransport(lookup: LookupFunction = publicLookup()): Transport {
  return async (url, request) => {
    const message = await send(url, request, lookup);
    return {
      status: message.statusCode ?? 0,
      header: (name) => {
        const value = message.headers[name];
        return Array.isArray(value) ? value.join(', ') : value;
      },
      body: decoded(message),
      cancel: () => {
        message.destroy();
        return Promise.resolve();
      },
    };
  };
}

function send(url: URL, request: TransportRequest, lookup: LookupFunction): Promise<IncomingMessage> {
  const { method, body, signal, publicOnly } = request;
  const length = body === undefined ? {} : { 'content-length': String(body.byteLength) };
  // A connection that was made without the check may not wait for the next request to the same name.
  const connection: Record<string, string> = publicOnly ? {} : { connection: 'close' };
  const headers = { 'accept-encoding': 'gzip, deflate, br', ...connection, ...length, ...request.headers };
  return new Promise((resolve, reject) => {
    const options = { method, headers, signal, ...(publicOnly ? { lookup } : {}) };
    const sent = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, resolve);
    sent.on('error', reject);
    sent.once('socket', (socket) => {
      if (!socket.connecting) return;
      const late = setTimeout(() => {
        sent.destroy(Object.assign(new Error('no connection'), { code: 'ETIMEDOUT' }));
      }, CONNECT_SECONDS * 1000);
      const stop = (): void => clearTimeout(late);
      socket.once('connect', stop).once('close', stop);
    });
    sent.end(body);
  });
}

/** The body without its content encoding, as `fetch` gives it. */
function decoded(message: IncomingMessage): AsyncIterable<Uint8Array> {
  const encoding = message.headers['content-encoding']?.toLowerCase();
  const decoder =
    encoding === 'br'
      ? createBrotliDecompress()
      : encoding === 'gzip' || encoding === 'x-gzip' || encoding === 'deflate'
        ? createUnzip()
        : undefined;
  if (decoder === undefined) return message;
  // What fails on the way comes out of the decoder, too.
  return pipeline(message, decoder, () => undefined);
}
