import * as z from 'zod';
import type { Clock } from '../clock.ts';
import type { JsonObject } from '../collection/json-value.ts';
import { LONGEST_NAME } from '../collection/schema.ts';
import { LexiclipError } from '../errors.ts';
import { refuseCutOff } from '../image-type.ts';
import type { HttpAnswer, HttpGet } from './http-get.ts';
import type { RateLimit } from './rate-limit.ts';
import { RetryBudget, withRetries } from './retry.ts';
import type { ImageSource, SourceRecord } from './source.ts';

/** Lexica's documented search (lexica.art/docs): GET, `q` is the only parameter, 50 results at most. */
export const LEXICA_ENDPOINT = 'https://lexica.art/api/v1/search';

/** What Lexica answers at most to one query; there is no paging. */
export const LEXICA_RESULTS = 50;

/** A search was seen to hang for minutes (status 524); a person waits no longer than this. */
const SEARCH_LIMITS = { answerSeconds: 30, stallSeconds: 15, wholeSeconds: 60, limitBytes: 16 * 1024 * 1024 };
const IMAGE_LIMITS = { answerSeconds: 30, stallSeconds: 15, wholeSeconds: 120, limitBytes: 64 * 1024 * 1024 };

/**
 * What of a record is needed; every other key and every value is kept as it came. `id` and one address are
 * all: clients disagree about the rest.
 */
const recordSchema = z
  .looseObject({
    id: z.string().min(1).max(LONGEST_NAME),
    src: z.string().optional(),
    srcSmall: z.string().optional(),
  })
  .refine((record) => record.src !== undefined || record.srcSmall !== undefined);

export interface LexicaOptions {
  /** The whole search URL. */
  readonly endpoint: string;
  /** Whether the endpoint is in a private network: then its images may be, too. Asked once, with the first request. */
  readonly isPrivate: () => Promise<boolean>;
  readonly get: HttpGet;
  readonly clock: Clock;
  /** Shared by all that ask the same service. */
  readonly rateLimit: RateLimit;
  readonly decode: (bytes: Uint8Array) => string;
}

/** Lexica.art, or what stands in for it at another endpoint. Made anew for each run: it holds the run's retries. */
export function lexicaSource(options: LexicaOptions): ImageSource {
  const { endpoint, isPrivate, get, clock, rateLimit, decode } = options;
  const retries = { clock, budget: new RetryBudget() };
  let asked: Promise<boolean> | undefined;
  const privateHosts = (): Promise<boolean> => (asked ??= isPrivate());
  return {
    id: 'lexica',
    keepsAnswers: true,
    search(query, _count, task): Promise<readonly SourceRecord[]> {
      const separator = endpoint.includes('?') ? '&' : '?';
      const url = `${endpoint}${separator}q=${encodeURIComponent(query)}`;
      const ask = async (): Promise<readonly SourceRecord[]> => {
        await rateLimit.turn(task);
        const answer = await get(url, { ...SEARCH_LIMITS, privateHosts: await privateHosts() }, task.signal);
        refuseStatus(answer, url);
        return parseLexicaResponse(decode(answer.bytes), url);
      };
      return withRetries(ask, retries, task);
    },
    image(location, task): Promise<Uint8Array> {
      const ask = async (): Promise<Uint8Array> => {
        const limits = { ...IMAGE_LIMITS, privateHosts: await privateHosts() };
        const answer = await get(location, limits, task.signal);
        refuseStatus(answer, location);
        refuseCutOff(answer.bytes, location);
        return answer.bytes;
      };
      return withRetries(ask, retries, task);
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
