import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo, type LookupFunction } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { publicLookup } from '../../../src/node/addresses.ts';
import { environmentTransport, type EnvironmentTransport } from '../../../src/node/environment-transport.ts';
import { httpGet } from '../../../src/node/http.ts';
import { networkFailure } from '../../../src/node/network-failure.ts';
import { nodeTransport } from '../../../src/node/node-transport.ts';
import { failureOf } from '../../fakes/failure-of.ts';

/* What a transport connects to: the address that was checked, and no other. */

const limits = { answerSeconds: 5, stallSeconds: 5, wholeSeconds: 10, limitBytes: 1000 };
const publicOnly = { ...limits, privateHosts: false };
const anywhere = { ...limits, privateHosts: true };
const { signal } = new AbortController();

/** A name server that gives every name the loopback address. */
const loopback: LookupFunction = (_name, options, callback) => {
  if (options.all === true) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};
/** What it says when it is asked whether a name is public. */
const isPublic = (): Promise<{ address: string }[]> => Promise.resolve([{ address: '93.184.215.14' }]);

let server: Server;
let asked: IncomingMessage[];
let port: number;
let network: EnvironmentTransport | undefined;

beforeEach(async () => {
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY']) {
    vi.stubEnv(name, '');
    vi.stubEnv(name.toLowerCase(), '');
  }
  asked = [];
  server = createServer((request, response) => {
    asked.push(request);
    response.end('from inside');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await network?.close();
  network = undefined;
  server.closeAllConnections();
  server.close();
});

function undici(lookup: LookupFunction): EnvironmentTransport['transport'] {
  network = environmentTransport(lookup);
  return network.transport;
}

describe.each([
  ['undici', undici],
  ['node:http', nodeTransport],
])('%s', (_name, transport) => {
  it('does not connect to a private address that a name has only then (DNS rebinding)', async () => {
    const get = httpGet(transport(publicLookup(loopback)), isPublic);
    const url = `http://rebinding.example:${port}/`;
    expect(await failureOf(get(url, publicOnly, signal))).toEqual({ kind: 'private-address', url });
    expect(asked).toEqual([]);
  });

  it('connects to the address that its lookup gives', async () => {
    const get = httpGet(transport(loopback), isPublic);
    const answer = await get(`http://public.example:${port}/`, publicOnly, signal);
    expect(new TextDecoder().decode(answer.bytes)).toBe('from inside');
    expect(asked.map(({ headers }) => headers.host)).toEqual([`public.example:${port}`]);
  });

  it('asks an address as it is, where a private one is allowed only', async () => {
    const get = httpGet(transport(publicLookup()));
    const url = `http://127.0.0.1:${port}/`;
    expect((await get(url, anywhere, signal)).status).toBe(200);
    expect(await failureOf(get(url, publicOnly, signal))).toEqual({ kind: 'private-address', url });
    expect(asked).toHaveLength(1);
  });

  it('gives no connection to a public service that was made without the check', async () => {
    const send = transport(publicLookup());
    const request = { method: 'GET', headers: {}, signal } as const;
    const url = new URL(`http://localhost:${port}/`);
    const { body } = await send(url, { ...request, publicOnly: false });
    for await (const chunk of body) expect(chunk.length).toBeGreaterThan(0);
    // So that the connection is back where the next request would find it.
    await new Promise((resolve) => setTimeout(resolve, 20));
    const failure = await send(url, { ...request, publicOnly: true }).catch((error: unknown) => error);
    expect(networkFailure(failure, url.href, false)).toMatchObject({ kind: 'private-address' });
    expect(asked).toHaveLength(1);
  });
});

it('through a proxy, the proxy looks names up, and may itself be in a private network', async () => {
  const tunnels: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request: IncomingMessage, socket) => {
    tunnels.push(request.url ?? '');
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    const inside = connect(port, '127.0.0.1');
    socket.pipe(inside).pipe(socket);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  vi.stubEnv('http_proxy', process.env['HTTP_PROXY']);
  const unknown = (): Promise<never> => Promise.reject(new Error('ENOTFOUND'));
  const get = httpGet(undici(publicLookup()), unknown);
  const answer = await get('http://outside.example/', publicOnly, signal);
  expect(new TextDecoder().decode(answer.bytes)).toBe('from inside');
  expect(tunnels).toEqual(['outside.example:80']);
  proxy.closeAllConnections();
  proxy.close();
});
