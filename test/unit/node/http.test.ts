import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { environmentTransport } from '../../../src/node/environment-transport.ts';
import { exchange, httpGet } from '../../../src/node/http.ts';
import { nodeTransport } from '../../../src/node/node-transport.ts';
import type { Transport } from '../../../src/node/transport.ts';
import { failureOf } from '../../fakes/failure-of.ts';

let server: Server | undefined;

async function serving(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const network = environmentTransport();
afterAll(() => network.close());
/** How the command line reaches the network, and how the editor does. */
const transports: [string, Transport][] = [
  ['undici', network.transport],
  ['node:http', nodeTransport()],
];

const limits = { answerSeconds: 5, stallSeconds: 5, wholeSeconds: 10, limitBytes: 1000, privateHosts: true };
const { signal } = new AbortController();

describe.each(transports)('httpGet over %s', (_name, transport) => {
  const get = httpGet(transport);

  it('answers any status, with its type and patience asked for', async () => {
    const url = await serving((_request, response) => {
      response.writeHead(429, { 'content-type': 'text/plain', 'retry-after': '3' }).end('slow down');
    });
    const answer = await get(url, limits, signal);
    expect({ ...answer, bytes: new TextDecoder().decode(answer.bytes) }).toEqual({
      status: 429,
      contentType: 'text/plain',
      retryAfterSeconds: 3,
      isChallenge: false,
      bytes: 'slow down',
    });
  });

  it('counts what comes out of a compressed body', async () => {
    const url = await serving(({ url: path }, response) => {
      const body = gzipSync(Buffer.alloc(path === '/small' ? 900 : 1e6));
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(body);
    });
    expect((await get(`${url}small`, limits, signal)).bytes).toHaveLength(900);
    expect(await failureOf(get(url, limits, signal))).toMatchObject({ kind: 'too-large' });
  });

  it('stops reading a body that is too large', async () => {
    const url = await serving((_request, response) => {
      response.end(Buffer.alloc(2000));
    });
    expect(await failureOf(get(url, limits, signal))).toEqual({ kind: 'too-large', url, limitBytes: 1000 });
  });

  it('gives up on a server that never answers', async () => {
    const url = await serving(() => undefined);
    const failure = await failureOf(get(url, { ...limits, answerSeconds: 0.2 }, signal));
    expect(failure).toEqual({ kind: 'timed-out', url, waitedFor: 'answer', seconds: 0.2 });
  });

  it('gives up on a body that stalls', async () => {
    const url = await serving((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
    });
    expect(await failureOf(get(url, { ...limits, stallSeconds: 0.2 }, signal))).toMatchObject({
      kind: 'timed-out',
      waitedFor: 'more',
    });
  });

  it('gives up on a body that trickles without end', async () => {
    const url = await serving((_request, response) => {
      const trickle = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(trickle));
    });
    expect(await failureOf(get(url, { ...limits, wholeSeconds: 0.3 }, signal))).toMatchObject({
      kind: 'timed-out',
      waitedFor: 'end',
    });
  });

  it('tells a body that broke off from a server that cannot be reached', async () => {
    const url = await serving((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    expect(await failureOf(get(url, limits, signal))).toMatchObject({ kind: 'broken-off' });
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

describe.each(transports)('redirects over %s', (_name, transport) => {
  const get = httpGet(transport);

  const redirecting = (location: string): Promise<string> =>
    serving((request, response) => {
      if (request.url === '/') response.writeHead(302, { location }).end();
      else response.end(`at ${String(request.url)}`);
    });

  it('are followed', async () => {
    const answer = await get(await redirecting('/there'), limits, signal);
    expect(new TextDecoder().decode(answer.bytes)).toBe('at /there');
  });

  it.each([
    ['file:///etc/passwd', 'not-of-the-web'],
    ['javascript:alert(1)', 'not-of-the-web'],
    ['http://[', 'no-address'],
    ['/', 'too-many'],
  ])('to %s are refused', async (location, problem) => {
    const url = await redirecting(location);
    expect(await failureOf(get(url, limits, signal))).toEqual({
      kind: 'redirect-refused',
      url,
      to: location,
      problem,
    });
  });

  it('take the authorization along in their origin, and nowhere else', async () => {
    const elsewhere = createServer((request, response) => {
      response.end(JSON.stringify(request.headers.authorization ?? 'none'));
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const { port } = elsewhere.address() as AddressInfo;
    const seen: (string | undefined)[] = [];
    const url = await serving((request, response) => {
      seen.push(request.headers.authorization);
      const location = request.url === '/' ? '/there' : `http://127.0.0.1:${port}/`;
      response.writeHead(302, { location }).end();
    });
    const request = { url, headers: { authorization: 'Bearer secret' } };
    const answer = await exchange(transport, request, limits, signal, async ({ body }) => {
      const chunks = [];
      for await (const chunk of body) chunks.push(chunk);
      return Buffer.concat(chunks).toString();
    });
    elsewhere.close();
    expect({ seen, answer }).toEqual({ seen: ['Bearer secret', 'Bearer secret'], answer: '"none"' });
  });

  it('of something sent are followed only where it is sent again', async () => {
    const bodies: string[] = [];
    let status = 307;
    const url = await serving((request, response) => {
      request.on('data', (chunk: Buffer) => bodies.push(chunk.toString()));
      request.on('end', () => {
        if (request.url === '/') response.writeHead(status, { location: '/there' }).end();
        else response.end('got it');
      });
    });
    const send = (): Promise<number> =>
      exchange(transport, { url, method: 'POST', body: Buffer.from('pixels') }, limits, signal, (answer) =>
        Promise.resolve(answer.status),
      );
    expect(await send()).toBe(200);
    expect(bodies).toEqual(['pixels', 'pixels']);
    status = 303;
    expect(await failureOf(send())).toMatchObject({ kind: 'redirect-refused' });
    expect(bodies).toHaveLength(3);
  });
});

describe('redirects', () => {
  it('of a public service into a private network are refused', async () => {
    const asked: string[] = [];
    const answers: Transport = (url) => {
      asked.push(url.href);
      const header = (name: string): string | undefined =>
        name === 'location' ? 'http://intranet.example/' : undefined;
      const body = Readable.from([]);
      return Promise.resolve({ status: 302, header, body, cancel: () => Promise.resolve() });
    };
    const lookup = (name: string): Promise<{ address: string }[]> =>
      Promise.resolve([{ address: name === 'intranet.example' ? '10.1.2.3' : '93.184.215.14' }]);
    const careful = httpGet(answers, lookup);
    const url = 'https://public.example/';
    const failure = await failureOf(careful(url, { ...limits, privateHosts: false }, signal));
    expect(failure).toEqual({ kind: 'private-address', url: 'http://intranet.example/' });
    expect(asked).toEqual([url]);
  });
});

it('a name server that never answers is given up, too', async () => {
  const never = (): Promise<never> => new Promise(() => undefined);
  const url = 'https://public.example/';
  const asking = httpGet(nodeTransport(), never)(
    url,
    { ...limits, answerSeconds: 0.1, privateHosts: false },
    signal,
  );
  expect(await failureOf(asking)).toEqual({ kind: 'timed-out', url, waitedFor: 'answer', seconds: 0.1 });
});
