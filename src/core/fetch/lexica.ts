import { z } from 'zod';
import { LexiclipError } from '../errors.ts';
import type { Clock, HttpAnswer, HttpGet, ImageSource, JsonObject, SourceRecord } from '../ports.ts';
import type { CancelSignal } from '../signal.ts';
import { withRetries } from './retry.ts';

/** Lexica's documented search (lexica.art/docs): GET, `q` is the only parameter, 50 results at most. */
export const LEXICA_ENDPOINT = 'https://lexica.art/api/v1/search';

/** What Lexica answers at most to one query; there is no paging. */
export const LEXICA_RESULTS = 50;

/** A search was seen to hang for minutes (status 524); a person waits no longer than this. */
const SEARCH_LIMITS = { timeoutSeconds: 30, limitBytes: 16 * 1024 * 1024 };
const IMAGE_LIMITS = { timeoutSeconds: 60, limitBytes: 64 * 1024 * 1024 };

/**
 * What of a record is needed; every other key and every value is kept as it came. `id` and one address are
 * all: clients disagree about the rest.
 */
const recordSchema = z
  .looseObject({ id: z.string().min(1), src: z.string().optional(), srcSmall: z.string().optional() })
  .refine((record) => record.src !== undefined || record.srcSmall !== undefined);

export interface LexicaOptions {
  /** The whole search URL. */
  readonly endpoint: string;
  readonly get: HttpGet;
  readonly clock: Clock;
  readonly decode: (bytes: Uint8Array) => string;
}

/** Lexica.art, or what stands in for it at another endpoint. */
export function lexicaSource({ endpoint, get, clock, decode }: LexicaOptions): ImageSource {
  return {
    id: 'lexica',
    keepsAnswers: true,
    async search(query: string, _count: number, signal: CancelSignal): Promise<readonly SourceRecord[]> {
      const separator = endpoint.includes('?') ? '&' : '?';
      const url = `${endpoint}${separator}q=${encodeURIComponent(query)}`;
      return withRetries(
        async () => {
          const answer = await get(url, SEARCH_LIMITS, signal);
          refuseStatus(answer, url);
          return parseLexicaResponse(decode(answer.bytes), url);
        },
        clock,
        signal,
      );
    },
    image(location: string, signal: CancelSignal): Promise<Uint8Array> {
      return withRetries(
        async () => {
          const answer = await get(location, IMAGE_LIMITS, signal);
          refuseStatus(answer, location);
          return answer.bytes;
        },
        clock,
        signal,
      );
    },
  };
}

/**
 * The records of a search response, unchanged, in the order served; items without an id or an address are
 * left out, since nothing of them could be shown.
 * @throws LexiclipError `challenge-page`, `not-json` or `no-images-key`.
 */
export function parseLexicaResponse(text: string, url: string): SourceRecord[] {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new LexiclipError({ kind: isHtml(text) ? 'challenge-page' : 'not-json', url }, { cause: error });
  }
  const response = z.looseObject({ images: z.array(z.unknown()) }).safeParse(body);
  if (!response.success) throw new LexiclipError({ kind: 'no-images-key', url });
  return response.data.images.flatMap((item) => lexicaRecord(item) ?? []);
}

/** One item of a response as a record, or undefined where it lacks what is needed. */
export function lexicaRecord(item: unknown): SourceRecord | undefined {
  const record = recordSchema.safeParse(item);
  if (!record.success) return undefined;
  const { id, src, srcSmall } = record.data;
  const locations = [src, srcSmall].filter((location) => location !== undefined);
  return { id, raw: item as JsonObject, locations };
}

function refuseStatus(answer: HttpAnswer, url: string): void {
  const { status, retryAfterSeconds } = answer;
  if (status >= 200 && status < 300) return;
  // The service stands behind a proxy that answers robots with a page to click through.
  if (status === 403 && answer.contentType.includes('html'))
    throw new LexiclipError({ kind: 'challenge-page', url });
  throw new LexiclipError({ kind: 'http-status', url, status, retryAfterSeconds });
}

function isHtml(text: string): boolean {
  return /^\s*<(!doctype|html)/i.test(text);
}
