import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fault, FaultKind } from '../fakes/lexica-faults.ts';
import { startLexicaServer, type LexicaServer } from '../fakes/lexica-server.ts';
import { lexiclip, makeWorkspace, readJson, report, type CliResult } from './cli.ts';

let server: LexicaServer;
let workspace: Awaited<ReturnType<typeof makeWorkspace>>;

beforeAll(async () => {
  server = await startLexicaServer();
});
afterAll(async () => {
  await server.close();
});
beforeEach(async () => {
  workspace = await makeWorkspace();
  server.setFaults([]);
});
afterEach(async () => {
  await workspace.remove();
});

interface Run extends CliResult {
  /** What the server was asked for in the meantime. */
  readonly requests: readonly { readonly kind: string; readonly url: string }[];
}

/** Fetches five cats and five dogs while something is wrong with the service. */
async function fetchWith(...faults: Fault[]): Promise<Run> {
  server.setFaults(faults);
  const start = server.requests.length;
  const where = ['--endpoint', server.endpoint, '--workspace', workspace.path];
  const result = await lexiclip(['fetch', 'cat', 'dog', ...where, '--count', '5', '--json']);
  return { ...result, requests: server.requests.slice(start) };
}

const complete = [
  { name: 'cat', failed: [] },
  { name: 'dog', failed: [] },
];

describe('a search that fails: its concept is missing, the other is there, the next run completes', () => {
  it.each<[FaultKind, string, number]>([
    ['rate-limited', 'has had too many requests (429)', 4],
    ['gateway-timeout', 'its gateway got no answer from it (status 504)', 4],
    ['cloudflare-timeout', 'its gateway got no answer from it (status 524)', 4],
    ['server-error', 'is in trouble (status 500)', 4],
    ['challenge-page', 'asked for a human check', 1],
    ['challenge-with-success', 'asked for a human check', 1],
    ['front-page', 'sent something that is not JSON', 4],
    ['half-the-bytes', 'sent something that is not JSON', 4],
    ['not-json', 'sent something that is not JSON', 4],
    ['no-images-key', 'sent JSON without “images”', 1],
    ['gone', 'is gone (404)', 1],
    ['moved-away', 'no-longer-here.invalid was not found', 1],
    ['moved-to-a-file', 'sent us on to file:///etc/passwd, which is not of the web', 1],
    ['reset', 'cannot be reached', 4],
    ['broken-off', 'broke off in the middle of its answer', 4],
    ['huge', 'is larger than 17 MB', 1],
    ['empty', 'sent something that is not JSON', 4],
  ])('%s: “… %s”, asked %d times', async (kind, sentence, tries) => {
    const failed = await fetchWith({ kind, on: 'search', match: 'q=cat' });
    expect(failed.status).toBe(0);
    expect(failed.stderr).toContain(sentence);
    expect(report(failed).concepts).toMatchObject([
      {
        name: 'cat',
        fetched: 0,
        failed: [{ id: 'cat', reason: expect.stringContaining(sentence) as string }],
      },
      { name: 'dog', fetched: 5, failed: [] },
    ]);
    expect(failed.requests.filter(({ url }) => url.includes('q=cat'))).toHaveLength(tries);

    const healed = await fetchWith();
    expect(report(healed).concepts).toMatchObject(complete);
    expect(healed.requests.filter(({ kind }) => kind === 'search')).toHaveLength(1);
    expect(healed.requests).toHaveLength(6);
  });

  it.each<FaultKind>(['gateway-timeout', 'rate-limited', 'not-json', 'reset', 'broken-off'])(
    '%s once: it is asked again and then answered',
    async (kind) => {
      const { requests, ...result } = await fetchWith({ kind, on: 'search', match: 'q=cat', times: 1 });
      expect(report(result).concepts).toMatchObject(complete);
      expect(requests).toHaveLength(13);
    },
  );

  it('moved for good: it is followed', async () => {
    const { requests, ...result } = await fetchWith({
      kind: 'moved',
      on: 'search',
      match: 'q=cat',
      times: 1,
    });
    expect(report(result).concepts).toMatchObject(complete);
    expect(requests).toHaveLength(13);
  });
});

describe('one image that fails: it is named, the others are there, the next run asks for it alone', () => {
  // Both sizes are tried, each as often as the failure is worth it.
  it.each<[FaultKind, string, number]>([
    ['gone', 'is gone (404)', 2],
    ['html-for-image', 'is not an image', 2],
    ['empty', 'is not an image', 2],
    ['half-the-bytes', 'ends in the middle of the image', 8],
    ['server-error', 'is in trouble (status 500)', 8],
    ['reset', 'cannot be reached', 8],
    ['broken-off', 'broke off in the middle of its answer', 8],
    ['moved-to-a-file', 'sent us on to file:///etc/passwd', 2],
  ])('%s: “… %s”, asked at most %d times', async (kind, reason, tries) => {
    const [id = ''] = server.idsOf('cat');
    const failed = await fetchWith({ kind, on: 'image', match: id });
    expect(failed.status).toBe(0);
    expect(failed.stderr).toContain(id);
    expect(report(failed).concepts).toMatchObject([
      { fetched: 4, failed: [{ id, reason: expect.stringContaining(reason) as string }] },
      { fetched: 5, failed: [] },
    ]);
    expect(await readJson(workspace.path, 'concepts/cat/concept.json')).toMatchObject({ missing: [{ id }] });
    const asked = failed.requests.filter(({ url }) => url.includes(id)).length;
    expect(asked).toBeGreaterThanOrEqual(2);
    expect(asked).toBeLessThanOrEqual(tries);

    const healed = await fetchWith();
    expect(report(healed).concepts).toMatchObject([{ fetched: 1, cached: 4, failed: [] }, { cached: 5 }]);
    expect(healed.requests).toEqual([{ kind: 'image', url: `/md2/${id}` }]);
    expect(await readJson(workspace.path, 'concepts/cat/concept.json')).toMatchObject({ missing: [] });
  });

  it('falls back to the small size', async () => {
    const [id = ''] = server.idsOf('cat');
    const { requests, ...result } = await fetchWith({ kind: 'gone', on: 'image', match: `/md2/${id}` });
    expect(report(result).concepts).toMatchObject(complete);
    expect(requests).toHaveLength(13);
  });
});

describe('nothing can be had', () => {
  const fetch = (endpoint: string, env: Record<string, string> = {}): Promise<CliResult> =>
    lexiclip(['fetch', 'cat', '--endpoint', endpoint, '--workspace', workspace.path], { env });

  it('where nobody listens', async () => {
    const result = await fetch('http://127.0.0.1:9/api/v1/search');
    expect([result.status, result.stderr]).toEqual([
      1,
      expect.stringContaining('127.0.0.1:9 cannot be reached'),
    ]);
  });

  it('where the host is not known', async () => {
    const result = await fetch('http://lexica.invalid/api/v1/search');
    expect([result.status, result.stderr]).toEqual([
      1,
      expect.stringContaining('lexica.invalid was not found'),
    ]);
  });

  it('where the other side speaks no TLS', async () => {
    const result = await fetch(server.endpoint.replace('http:', 'https:'));
    expect([result.status, result.stderr]).toEqual([1, expect.stringContaining('cannot prove who it is')]);
  });

  describe('through a proxy', () => {
    let proxy: Server;

    beforeAll(async () => {
      proxy = createServer();
      proxy.on('connect', (_request, socket) =>
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'),
      );
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
      return () => proxy.close();
    });

    it('that refuses', async () => {
      const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
      const result = await fetch('https://lexica.invalid/api/v1/search', {
        HTTPS_PROXY: address,
        NO_PROXY: '',
      });
      expect(result.status).toBe(1);
      expect(result.stderr).toMatch(/The proxy refused the way to lexica\.invalid \(.*407.*\)/);
    });
  });
});
