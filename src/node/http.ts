import { LexiclipError } from '../core/errors.ts';
import type { HttpGet } from '../core/ports.ts';

/** Names us to the service; some refuse clients without a name. */
const HEADERS = { 'user-agent': 'LexiCLIP/0.1 (VS Code extension)', accept: 'application/json, image/*' };

/** GETs over a `fetch`: VS Code's patched one in the extension host, undici's on the command line. */
export function httpGet(fetch: typeof globalThis.fetch): HttpGet {
  return async (url, { timeoutSeconds, limitBytes }, signal) => {
    const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
    try {
      const response = await fetch(url, {
        headers: HEADERS,
        signal: AbortSignal.any([signal as AbortSignal, timeout]),
      });
      const retryAfter = Number(response.headers.get('retry-after') ?? NaN);
      return {
        status: response.status,
        contentType: response.headers.get('content-type') ?? '',
        retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : undefined,
        bytes: await readBody(response, url, limitBytes),
      };
    } catch (error) {
      if (error instanceof LexiclipError) throw error;
      signal.throwIfAborted();
      if (timeout.aborted)
        throw new LexiclipError({ kind: 'timed-out', url, seconds: timeoutSeconds }, { cause: error });
      throw new LexiclipError({ kind: 'unreachable', url, detail: networkReason(error) }, { cause: error });
    }
  };
}

/** Reads no more than the limit, whatever the server says of the length. */
async function readBody(response: Response, url: string, limitBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > limitBytes) throw new LexiclipError({ kind: 'too-large', url, limitBytes });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** `fetch` says only "fetch failed"; the reason is in its cause (undici, docs/api/Errors.md). */
export function networkReason(error: unknown): string {
  const { cause } = error as { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? (error instanceof Error ? error.message : String(error));
}
