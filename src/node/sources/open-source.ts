import { LexiclipError } from '../../core/errors.ts';
import { CIVITAI_ENDPOINT, civitaiSource } from '../../core/fetch/civitai.ts';
import type { DatasetChoice } from '../../core/fetch/dataset-viewer.ts';
import { DIFFUSION_DB, HUGGING_FACE_ENDPOINT, huggingFaceSource } from '../../core/fetch/hugging-face.ts';
import { LEXICA_ENDPOINT, lexicaSource } from '../../core/fetch/lexica.ts';
import { RateLimit } from '../../core/fetch/rate-limit.ts';
import type { ServiceOptions } from '../../core/fetch/service.ts';
import type { ImageSource } from '../../core/fetch/source.ts';
import { isPrivate } from '../addresses.ts';
import { systemClock } from '../clock.ts';
import { httpGet } from '../http.ts';
import { installationPaths } from '../installation-paths.ts';
import type { Transport } from '../transport.ts';
import { folderSource, type FolderSourceOptions } from './folder.ts';
import { listSource } from './list.ts';
import { sampleSource } from './sample.ts';

/** Services on the web, the one first that is asked where none is named. */
const serviceIds = ['lexica', 'huggingface', 'civitai'] as const;
export type ServiceId = (typeof serviceIds)[number];
export const sourceIds = [...serviceIds, 'sample', 'folder', 'list'] as const;
export type SourceId = (typeof sourceIds)[number];

/** Whether a source, as a collection names it, is a service on the web. */
export function isService(source: string): source is ServiceId {
  return serviceIds.some((id) => id === source);
}

export interface SourceOptions {
  /** Absolute path of the folder that holds `dist/` and `media/`. */
  readonly installation: string;
  /** Where services are asked, where not at their own address: of Lexica the whole search URL. */
  readonly endpoints?: Partial<Readonly<Record<ServiceId, string>>>;
  /** What the source `huggingface` searches; DiffusionDB where no dataset is named. */
  readonly dataset?: Partial<DatasetChoice>;
  /** Searches that may start within a minute. */
  readonly requestsPerMinute: number;
  /** Where the source `folder` reads images. */
  readonly folder?: string;
  /** Whether images of that folder are copied into the collection. */
  readonly copy?: boolean;
  /** Whether texts that are hidden in the pixels of that folder's images are looked for. */
  readonly hiddenTexts?: boolean;
  /** The file that the source `list` reads. */
  readonly list?: string;
  /** VS Code's patched `request` inside the extension host; undici on the command line. */
  readonly transport: Transport;
}

/** Whether a source has what the user has: all of it is taken, and concepts are names. */
export function isOwn(id: SourceId): boolean {
  return id === 'folder' || id === 'list';
}

/** How many images of a concept are taken where nobody says it: of the user's own, all. */
export function usualCount(id: SourceId): number {
  return isOwn(id) ? MOST_OWN_IMAGES : 10;
}

/** Of a folder or a list for each concept; as many as the rest has been tried with. */
export const MOST_OWN_IMAGES = 100_000;

/**
 * The source of that name.
 * @param collection The collection's folder, absolute.
 * @throws LexiclipError `bad-argument` where it needs an option that is not given.
 */
export function openSource(
  id: SourceId,
  options: SourceOptions,
  { collection, decoder, trusted }: Pick<FolderSourceOptions, 'collection' | 'decoder' | 'trusted'>,
): ImageSource {
  const { folder, list, installation, copy = false, hiddenTexts = false } = options;
  switch (id) {
    case 'sample':
      return sampleSource(installationPaths(installation).sample);
    case 'folder':
      return folderSource({
        folder: needed(folder, '--folder', id),
        collection,
        copy,
        hiddenTexts,
        decoder,
        trusted,
      });
    case 'list':
      return listSource(needed(list, '--list', id), lexicaSource(service('lexica', options)));
    case 'lexica':
      return lexicaSource(service(id, options));
    case 'huggingface':
      return huggingFaceSource(datasetOf(options.dataset), service(id, options));
    case 'civitai':
      return civitaiSource(service(id, options));
  }
}

function service(id: ServiceId, { endpoints, requestsPerMinute, transport }: SourceOptions): ServiceOptions {
  const endpoint = endpointOf(id, endpoints?.[id]);
  const decoder = new TextDecoder();
  return {
    endpoint,
    isPrivate: () => isPrivate(endpoint),
    get: httpGet(transport),
    clock: systemClock,
    rateLimit: rateLimitOf(endpoint, requestsPerMinute),
    decode: (bytes) => decoder.decode(bytes),
  };
}

const ENDPOINTS = { lexica: LEXICA_ENDPOINT, huggingface: HUGGING_FACE_ENDPOINT, civitai: CIVITAI_ENDPOINT };

/** Of a service with several addresses, the part that they share, also where one of them was given. */
function endpointOf(id: ServiceId, given = ''): string {
  if (given.trim() === '') return ENDPOINTS[id];
  if (id === 'lexica') return given;
  return given
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .replace(OWN_PATHS[id], '');
}

const OWN_PATHS = { huggingface: /\/(search|rows|filter|splits)$/, civitai: /\/api(\/v1(\/images)?)?$/ };

/** What is named of a dataset, or DiffusionDB; an empty text names nothing. */
function datasetOf(given: SourceOptions['dataset'] = {}): DatasetChoice {
  const named = Object.fromEntries(
    Object.entries(given).filter(([, name]) => name !== undefined && name.trim() !== ''),
  );
  const { dataset = DIFFUSION_DB.dataset, ...others }: Partial<DatasetChoice> = named;
  return dataset === DIFFUSION_DB.dataset ? { ...DIFFUSION_DB, ...others } : { dataset, ...others };
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
