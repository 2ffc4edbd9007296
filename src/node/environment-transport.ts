import { EnvHttpProxyAgent, fetch } from 'undici';

/**
 * A `fetch` for programs outside VS Code: it follows HTTPS_PROXY, HTTP_PROXY and NO_PROXY. (Inside, the
 * editor's own `fetch` follows its settings.) `close` ends idle connections, so that the program can end.
 */
export function environmentFetch(): { fetch: typeof globalThis.fetch; close: () => Promise<void> } {
  const dispatcher = new EnvHttpProxyAgent();
  const withProxy = (url: string, init?: Parameters<typeof fetch>[1]): ReturnType<typeof fetch> =>
    fetch(url, { ...init, dispatcher });
  return { fetch: withProxy as unknown as typeof globalThis.fetch, close: () => dispatcher.destroy() };
}
