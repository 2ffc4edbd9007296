import { conceptKey } from '../concepts.ts';
import { isPlainName } from './file-rules.ts';

/*
 * Where things are in the collection folder. Names come from the network and from users, so nothing reaches
 * a path that is not plain lower-case ASCII: no separators, no dots, no case collisions, no reserved names.
 */

/** `concept.json` stands beside the prompt files. */
const TAKEN = /^concept$/;
/** Leaves room for the digest, the extension and a temporary suffix within 255 bytes. */
const MAX_LENGTH = 100;

/**
 * FNV-1a, 64 bits over UTF-16 code units: tells cleaned names apart, no more. In two halves, as BigInt would take seconds
 * for the megabytes of names that a damaged file may hold.
 */
function digest(text: string): string {
  let [high, low] = [0xcbf29ce4, 0x84222325];
  for (let index = 0; index < text.length; index++) {
    low = (low ^ text.charCodeAt(index)) >>> 0;
    // Times 2^40 + 435.
    high = (high * 435 + Math.floor((low * 435) / 2 ** 32) + low * 256) >>> 0;
    low = (low * 435) >>> 0;
  }
  return [high, low].map((half) => half.toString(16).padStart(8, '0')).join('');
}

/** `text` itself where it is a safe name, else its safe part and a digest of the whole. */
function safeName(text: string, fallback: string): string {
  const plain = /^[a-z0-9][a-z0-9_-]*$/.test(text) && text.length <= MAX_LENGTH;
  // No device has a long name.
  if (plain && (text.length > 7 || (isPlainName(text) && !TAKEN.test(text)))) return text;
  const ascii = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const cleaned = ascii.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return `${cleaned.slice(0, 60) || fallback}-${digest(text)}`;
}

/** Whether a safe name is made with a digest, so that what it was made of cannot be told. */
export function hasDigest(name: string): boolean {
  return /-[0-9a-f]{16}$/.test(name);
}

/** The folder name of a concept: `Sea  lion` → `sea-lion`; what is not plain words carries a digest. */
export function conceptSlug(concept: string): string {
  const key = conceptKey(concept);
  const words = /^[a-z0-9]+( [a-z0-9]+)*$/.test(key);
  return safeName(words ? key.replaceAll(' ', '-') : `${key} `, 'concept');
}

/** The folder name of a concept whose plain one another spelling has: with a digest of exactly this one. */
export function spelledSlug(concept: string): string {
  return safeName(`${concept.slice(0, MAX_LENGTH)} `, 'concept').replace(
    /-[0-9a-f]{16}$/,
    `-${digest(`=${concept}`)}`,
  );
}

/**
 * The folder names of a collection's concepts, by their exact names. Of several that differ only in case, blanks or
 * Unicode's form, the first has the plain one.
 */
export function conceptSlugs(concepts: readonly string[]): ReadonlyMap<string, string> {
  const slugs = new Map<string, string>();
  const taken = new Set<string>();
  for (const concept of concepts) {
    if (slugs.has(concept)) continue;
    const plain = conceptSlug(concept);
    const slug = taken.has(plain) ? spelledSlug(concept) : plain;
    slugs.set(concept, slug);
    taken.add(slug);
  }
  return slugs;
}

/** The file name, without extension, of an image, prompt or model with this id. */
export function fileName(id: string): string {
  return safeName(id, 'item');
}

export const COLLECTION_PATH = 'collection.json';
export const GITIGNORE_PATH = '.gitignore';
export const CONCEPTS_FOLDER = 'concepts';
const IMAGES_FOLDER = 'images';
const CLUSTERS_FOLDER = 'clusters';
export const PROJECTIONS_FOLDER = 'projections';
/** What was read of the prompt files, for the next process. */
export const INDEX_PATH = 'cache/index.jsonl';
export const NEIGHBOURS_FOLDER = 'cache/neighbours';
export const THUMBNAILS_FOLDER = 'cache/thumbnails';
export const SHEETS_FOLDER = 'cache/sheets';
/** What undoes changes. */
export const UNDO_FOLDER = 'cache/undo';
export const HISTORY_PATH = `${UNDO_FOLDER}/history.json`;
/** Not versioned, and swept by the next process that writes. */
export const TEMPORARY_FOLDER = 'cache/tmp';

export const conceptFolder = (slug: string): string => `${CONCEPTS_FOLDER}/${slug}`;
export const conceptPath = (slug: string): string => `${conceptFolder(slug)}/concept.json`;
export const promptPath = (slug: string, id: string): string => `${conceptFolder(slug)}/${fileName(id)}.json`;
export const imagePath = (id: string, extension: string): string =>
  `${IMAGES_FOLDER}/${fileName(id)}.${extension}`;
export const thumbnailPath = (id: string): string => `${THUMBNAILS_FOLDER}/${fileName(id)}.webp`;
export const sheetPath = (name: string, extension: 'json' | 'webp'): string =>
  `${SHEETS_FOLDER}/${name}.${extension}`;
export const searchPath = (source: string, slug: string): string => `cache/searches/${source}/${slug}.json`;
export const projectionPath = (name: string): string => `${PROJECTIONS_FOLDER}/${fileName(name)}.json`;
export const clustersPath = (vectors: string): string => `${CLUSTERS_FOLDER}/${fileName(vectors)}.json`;
export const EMBEDDINGS_FOLDER = 'cache/embeddings';
export const embeddingsPath = (vectors: string, extension: string): string =>
  `${EMBEDDINGS_FOLDER}/${fileName(vectors)}.${extension}`;
/** What a change did to files, in parts. */
export const changePartPath = (change: number, part: number): string =>
  `${UNDO_FOLDER}/${change}-${part}.jsonl`;
/** An image that a change took. */
export const takenImagePath = (change: number, kept: number): string =>
  `${UNDO_FOLDER}/${change}-${kept}.image`;
/** The change to which a file in the folder of changes belongs. */
export const changeOf = (name: string): number | undefined => {
  const [, change] = /^(\d{1,10})-\d{1,10}\.(?:jsonl|image)$/.exec(name) ?? [];
  return change === undefined ? undefined : Number(change);
};
/** The name of the map whose file a path is, or undefined for a path of something else. */
export const projectionIn = (path: string): string | undefined =>
  new RegExp(`^${PROJECTIONS_FOLDER}/(.+)\\.json$`).exec(path)?.[1];
/** Of one run; versions before had one for all, without a run's name. */
export const journalPath = (vectors: string, run: string, extension: 'f32' | 'jsonl'): string =>
  embeddingsPath(vectors, `journal${run === '' ? '' : `-${run}`}.${extension}`);
/** Each journal among the names in the vectors' folder: whose it is, and its run. */
export const journalsAmong = (
  names: readonly string[],
): readonly { readonly vectors: string; readonly run: string }[] => {
  const found = names.flatMap((name) => {
    const [, vectors, run = ''] = /^(.+)\.journal(?:-([a-z0-9-]+))?\.(?:f32|jsonl)$/.exec(name) ?? [];
    return vectors === undefined || fileName(vectors) !== vectors ? [] : [{ vectors, run }];
  });
  return found.filter(
    ({ vectors, run }, at) => found.findIndex((one) => one.vectors === vectors && one.run === run) === at,
  );
};
/** `extension`: json, indices.npy or distances.npy. */
export const neighboursPath = (vectors: string, k: number, extension: string): string =>
  `${NEIGHBOURS_FOLDER}/${fileName(vectors)}-k${k}.${extension}`;
/** The k of each neighbour graph of these vectors among the names in its folder. */
export const neighboursKept = (vectors: string, names: readonly string[]): readonly number[] =>
  names.flatMap((name) => {
    // As `neighboursPath` writes it, and no more than a file can tell.
    const [, of, k] = /^(.*)-k(0|[1-9]\d{0,4})\.json$/.exec(name) ?? [];
    return of === fileName(vectors) ? [Number(k)] : [];
  });
