import * as z from 'zod';
import type { JsonObject } from '../collection/json-value.ts';
import { LONGEST_NAME } from '../collection/schema.ts';
import { LexiclipError } from '../errors.ts';
import { Service, type ServiceOptions } from './service.ts';
import type { ImageSource, SourceRecord } from './source.ts';

/** Lexica's documented search (lexica.art/docs): GET, `q` is the only parameter, 50 results at most. */
export const LEXICA_ENDPOINT = 'https://lexica.art/api/v1/search';

/** What Lexica answers at most to one query; there is no paging. */
export const LEXICA_RESULTS = 50;

/** An address, or nothing: clients have seen null. */
const address = z.string().min(1).optional().catch(undefined);

/**
 * What of a record is needed; every other key and every value is kept as it came. `id` and one address are
 * all: clients disagree about the rest.
 */
const recordSchema = z.looseObject({
  id: z.union([z.string().min(1).max(LONGEST_NAME), z.number().transform(String)]),
  src: address,
  srcSmall: address,
});

/** Lexica.art, or what stands in for it at another endpoint. Made anew for each run: it holds the run's retries. */
export function lexicaSource(options: ServiceOptions): ImageSource {
  const { endpoint } = options;
  const service = new Service(options);
  return {
    id: 'lexica',
    keepsAnswers: true,
    search(query, _count, task): Promise<readonly SourceRecord[]> {
      const separator = endpoint.includes('?') ? '&' : '?';
      return service.json(`${endpoint}${separator}q=${encodeURIComponent(query)}`, readLexicaAnswer, task);
    },
    image: (location, task) => service.image(location, task),
  };
}

/**
 * The records of a search response, unchanged, in the order served; items without an id or an address are
 * left out, since nothing of them could be shown.
 * @throws LexiclipError `no-images-key`.
 */
export function readLexicaAnswer(body: unknown, url: string): SourceRecord[] {
  const response = z.looseObject({ images: z.array(z.unknown()) }).safeParse(body);
  if (!response.success) {
    const setting = 'lexiclip.lexica.endpoint';
    throw new LexiclipError({ kind: 'no-images-key', url, key: 'images', setting });
  }
  return response.data.images.flatMap((item) => lexicaRecord(item) ?? []);
}

/** One item of a response as a record, or undefined where it lacks what is needed. */
export function lexicaRecord(item: unknown): SourceRecord | undefined {
  const record = recordSchema.safeParse(item);
  if (!record.success) return undefined;
  const { id, src, srcSmall } = record.data;
  const locations = [src, srcSmall].filter((location) => location !== undefined);
  return locations.length === 0 ? undefined : { id, raw: item as JsonObject, locations };
}
