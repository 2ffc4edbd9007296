import { Readable } from 'node:stream';
import { EnvHttpProxyAgent, fetch } from 'undici';
import { publicLookup } from './addresses.ts';
import type { Transport } from './transport.ts';

export interface EnvironmentTransport {
  readonly transport: Transport;
  /** Ends idle connections, so that the program can end. */
  readonly close: () => Promise<void>;
}

/**
 * For programs outside VS Code: follows HTTPS_PROXY, HTTP_PROXY and NO_PROXY. Through a proxy it is the proxy that
 * looks names up and connects; its own address may be private.
 * @param lookup Instead of the system's, for names that have to be public.
 */
export function environmentTransport(lookup = publicLookup()): EnvironmentTransport {
  // Two, so that no request for a public service gets a connection that was made without the check.
  const anywhere = new EnvHttpProxyAgent();
  const publicOnly = new EnvHttpProxyAgent({ connect: { lookup } });
  const transport: Transport = async (url, request) => {
    const { method, headers, body, signal } = request;
    const response = await fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      signal,
      redirect: 'manual',
      dispatcher: request.publicOnly ? publicOnly : anywhere,
    });
    return {
      status: response.status,
      header: (name) => response.headers.get(name) ?? undefined,
      body: response.body ?? Readable.from([]),
      cancel: async () => {
        await response.body?.cancel();
      },
    };
  };
  const close = async (): Promise<void> => {
    await Promise.all([anywhere.destroy(), publicOnly.destroy()]);
  };
  return { transport, close };
}
