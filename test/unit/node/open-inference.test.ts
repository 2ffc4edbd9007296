import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { OpenInferenceClient } from '../../../src/node/inference/open-inference.ts';
import { nodeTransport } from '../../../src/node/node-transport.ts';
import { failureOf } from '../../fakes/failure-of.ts';

let server: Server;
const { signal } = new AbortController();

async function client(listener: RequestListener): Promise<OpenInferenceClient> {
  server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return new OpenInferenceClient(`http://127.0.0.1:${port}/v2/models/clip`, nodeTransport());
}

afterEach(() => {
  vi.useRealTimers();
  server.closeAllConnections();
  server.close();
});

/** A body that does not end by itself. */
const endless: RequestListener = (_request, response) => {
  const more = (): void => {
    while (!response.destroyed && response.write(Buffer.alloc(65_536, 'x')));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
};

describe('an inference server', () => {
  it('may not send metadata without end', async () => {
    const failure = await failureOf((await client(endless)).metadata(signal));
    expect(failure).toMatchObject({ kind: 'too-large', limitBytes: 1e6 });
  });

  it('is quoted in a line, without its links, and only as it begins', async () => {
    const model = await client((request, response) => {
      response.statusCode = 400;
      response.write('no\n\u202esuch [model](command:evil)\n');
      endless(request, response);
    });
    const failure = await failureOf(model.metadata(signal));
    expect(failure).toMatchObject({
      kind: 'endpoint-unusable',
      detail: expect.stringMatching(/^status 400: no such \[model\] \(command:evil\) x{250,270}…$/) as string,
    });
  });

  it('that never answers is given up', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const failed = failureOf((await client(() => undefined)).metadata(signal));
    for (let tries = 0; tries < 3; tries++) {
      await once(server, 'request');
      await vi.advanceTimersByTimeAsync(33_000);
    }
    expect(await failed).toMatchObject({
      kind: 'endpoint-unusable',
      detail: 'it did not answer within 30 s',
    });
  });

  it('does not get pixels sent on as something else', async () => {
    const model = await client((request, response) => {
      request.resume();
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    const data = new Float32Array(3);
    const failure = await failureOf(model.infer({ name: 'x', shape: [1, 3], data }, 'y', signal));
    expect(failure).toMatchObject({ kind: 'redirect-refused' });
  });
});
