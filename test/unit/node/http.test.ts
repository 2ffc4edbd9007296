import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { httpGet } from '../../../src/node/http.ts';
import { failureOf } from '../../fakes/failure-of.ts';

let server: Server | undefined;

async function serving(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const get = httpGet(fetch);
const limits = { timeoutSeconds: 5, limitBytes: 1000 };
const { signal } = new AbortController();

describe('httpGet', () => {
  it('answers any status, with its type and patience asked for', async () => {
    const url = await serving((_request, response) => {
      response.writeHead(429, { 'content-type': 'text/plain', 'retry-after': '3' }).end('slow down');
    });
    const answer = await get(url, limits, signal);
    expect({ ...answer, bytes: new TextDecoder().decode(answer.bytes) }).toEqual({
      status: 429,
      contentType: 'text/plain',
      retryAfterSeconds: 3,
      bytes: 'slow down',
    });
  });

  it('stops reading a body that is too large', async () => {
    const url = await serving((_request, response) => {
      response.end(Buffer.alloc(2000));
    });
    expect(await failureOf(get(url, limits, signal))).toEqual({ kind: 'too-large', url, limitBytes: 1000 });
  });

  it('gives up on a server that never answers', async () => {
    const url = await serving(() => undefined);
    const failure = await failureOf(get(url, { ...limits, timeoutSeconds: 0.2 }, signal));
    expect(failure).toEqual({ kind: 'timed-out', url, seconds: 0.2 });
  });

  it('gives up on a body that stalls', async () => {
    const url = await serving((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
    });
    expect(await failureOf(get(url, { ...limits, timeoutSeconds: 0.2 }, signal))).toMatchObject({
      kind: 'timed-out',
    });
  });

  it('names the reason when nobody listens, or the connection breaks', async () => {
    const url = await serving((request) => request.socket.destroy());
    expect(await failureOf(get(url, limits, signal))).toMatchObject({ kind: 'unreachable' });
    server?.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await failureOf(get(url, limits, signal))).toMatchObject({
      kind: 'unreachable',
      detail: 'ECONNREFUSED',
    });
  });

  it('stops at once when cancelled', async () => {
    const url = await serving(() => undefined);
    const controller = new AbortController();
    const answer = get(url, limits, controller.signal);
    controller.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  });
});
