import type { ImageDecoder } from '../../core/embed/image-decoder.ts';
import { LexiclipError } from '../../core/errors.ts';
import { lexicaSource } from '../../core/fetch/lexica.ts';
import { RateLimit } from '../../core/fetch/rate-limit.ts';
import type { ImageSource } from '../../core/fetch/source.ts';
import { isPrivate } from '../addresses.ts';
import { systemClock } from '../clock.ts';
import { httpGet } from '../http.ts';
import { installationPaths } from '../installation-paths.ts';
import type { Transport } from '../transport.ts';
import { folderSource } from './folder.ts';
import { listSource } from './list.ts';
import { sampleSource } from './sample.ts';

export const sourceIds = ['lexica', 'sample', 'folder', 'list'] as const;
export type SourceId = (typeof sourceIds)[number];

export interface SourceOptions {
  /** Absolute path of the folder that holds `dist/` and `media/`. */
  readonly installation: string;
  /** The whole search URL. */
  readonly endpoint: string;
  /** Searches that may start within a minute. */
  readonly requestsPerMinute: number;
  /** Where the source `folder` reads images. */
  readonly folder?: string;
  /** Whether images of that folder are copied into the collection. */
  readonly copy?: boolean;
  /** The file that the source `list` reads. */
  readonly list?: string;
  /** VS Code's patched `request` inside the extension host; undici on the command line. */
  readonly transport: Transport;
}

/**
 * The source of that name.
 * @param collection The collection's folder, absolute.
 * @throws LexiclipError `bad-argument` where it needs an option that is not given.
 */
export function openSource(
  id: SourceId,
  options: SourceOptions,
  { collection, decoder }: { collection: string; decoder: ImageDecoder },
): ImageSource {
  const { folder, list, installation, copy = false } = options;
  switch (id) {
    case 'sample':
      return sampleSource(installationPaths(installation).sample);
    case 'folder':
      return folderSource({ folder: needed(folder, '--folder', id), collection, copy, decoder });
    case 'list':
      return listSource(needed(list, '--list', id), lexica(options));
    case 'lexica':
      return lexica(options);
  }
}

function lexica({ endpoint, requestsPerMinute, transport }: SourceOptions): ImageSource {
  const decoder = new TextDecoder();
  return lexicaSource({
    endpoint,
    isPrivate: () => isPrivate(endpoint),
    get: httpGet(transport),
    clock: systemClock,
    rateLimit: rateLimitOf(endpoint, requestsPerMinute),
    decode: (bytes) => decoder.decode(bytes),
  });
}

function needed(value: string | undefined, argument: string, source: SourceId): string {
  if (value !== undefined) return value;
  throw new LexiclipError({ kind: 'bad-argument', argument, problem: `is needed with --source ${source}` });
}

/** By host and limit: all pipelines of this process that ask the same service share its turns. */
const rateLimits = new Map<string, RateLimit>();

function rateLimitOf(endpoint: string, perMinute: number): RateLimit {
  const key = `${new URL(endpoint).host} ${perMinute}`;
  const rateLimit = rateLimits.get(key) ?? new RateLimit(perMinute, systemClock);
  rateLimits.set(key, rateLimit);
  return rateLimit;
}
