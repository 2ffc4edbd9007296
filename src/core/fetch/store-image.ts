import * as l10n from '@vscode/l10n';
import type { Collection } from '../collection/collection.ts';
import { isPlainPath } from '../collection/file-rules.ts';
import { encodeJson } from '../collection/json.ts';
import { imagePath, thumbnailPath } from '../collection/paths.ts';
import type { PromptFile, PromptMetadata } from '../collection/schema.ts';
import type { CollectionStore } from '../collection/store.ts';
import { writeAnew } from '../collection/write-anew.ts';
import { isAbort, isAboutOneFile, isAboutOneImage, LexiclipError } from '../errors.ts';
import { imageExtension } from '../image-type.ts';
import type { FetchDependencies } from './dependencies.ts';
import { markWith, ownKeys, type MovedImages } from './moved-images.ts';
import type { RequestTask, SourceRecord } from './source.ts';

/** An image that the collection could not keep, and why. */
export interface NotKept {
  readonly id: string;
  readonly error: unknown;
}

/** Makes sure that the image and its prompt file stand; the prompt file is written last and vouches for both. */
export async function storeImage(
  record: SourceRecord,
  concept: string,
  slug: string,
  dependencies: FetchDependencies & { readonly moved: MovedImages },
  task: RequestTask,
): Promise<'fetched' | 'cached' | NotKept> {
  if (record.reference !== undefined)
    return keepReference(record, record.reference, concept, slug, dependencies);
  const { collection, source, clock, sha256 } = dependencies;
  const { store } = collection;
  const existing = await existingPrompt(collection, slug, record.id);
  if ('error' in existing) return existing;
  if (existing.prompt !== undefined && (await isThere(store, existing.prompt.lexiclip.image)))
    return 'cached';

  const known = await findImage(collection, record.id);
  let reason: unknown;
  for (const location of known === undefined ? record.locations : [known]) {
    try {
      const bytes = known === undefined ? await source.image(location, task) : await store.read(location);
      const extension = bytes === undefined ? undefined : imageExtension(bytes);
      if (bytes === undefined || extension === undefined) {
        throw new LexiclipError({
          kind: 'not-an-image',
          subject: location,
          detail: l10n.t('its bytes are of no known image type'),
        });
      }
      const image = known ?? imagePath(record.id, extension);
      if (known === undefined) await writeAnew(collection, image, bytes);
      const mark = {
        concept,
        source: source.id,
        image,
        sha256: await sha256(bytes),
        fetchedAt: clock.now().toISOString(),
      };
      const { raw } = record;
      const own = existing.prompt === undefined ? undefined : ownKeys(existing.prompt, raw);
      const whole = markWith(own, { ...mark, ...taggedElsewhere(collection, record.id) });
      await collection.writePrompt(slug, record.id, { ...raw, ...own?.record }, whole);
      return known === undefined ? 'fetched' : 'cached';
    } catch (error) {
      if (isAbort(error) || stopsEverything(error)) throw error;
      reason ??= error;
    }
  }
  return { id: record.id, error: reason };
}

/** Makes sure that the prompt file of an image that stays where it is says what the image is now. */
async function keepReference(
  { id, raw }: SourceRecord,
  image: string,
  concept: string,
  slug: string,
  { collection, source, clock, sha256, moved }: FetchDependencies & { readonly moved: MovedImages },
): Promise<'fetched' | 'cached' | NotKept> {
  const { store } = collection;
  const existing = await existingPrompt(collection, slug, id);
  if ('error' in existing) return existing;
  const { lexiclip: mark, ...before } = existing.prompt ?? {};
  if (mark !== undefined && mark.image !== image && (await isThere(store, mark.image))) {
    return { id, error: new LexiclipError({ kind: 'name-taken', name: id, by: mark.image }) };
  }
  let bytes;
  try {
    bytes = await store.readImage(image);
  } catch (error) {
    if (!isAboutOneImage(error)) throw error;
    return { id, error };
  }
  if (bytes === undefined || imageExtension(bytes) === undefined) {
    const detail = l10n.t('its bytes are of no known image type');
    return { id, error: new LexiclipError({ kind: 'not-an-image', subject: id, detail }) };
  }
  const digest = await sha256(bytes);
  const isSame = mark?.sha256 === digest && mark.image === image;
  const former = existing.prompt ?? (await moved.find(digest));
  const own = former === undefined ? undefined : ownKeys(former, raw);
  const record = { ...raw, ...own?.record };
  if (isSame && encodeJson(before) === encodeJson(record)) return 'cached';
  // The thumbnail of another picture.
  if (mark?.sha256 !== digest) await store.remove(thumbnailPath(id));
  const fetchedAt = clock.now().toISOString();
  const known = taggedElsewhere(collection, id);
  const metadata = { concept, source: source.id, image, sha256: digest, fetchedAt, ...known };
  await collection.writePrompt(slug, id, record, markWith(own, metadata));
  return 'fetched';
}

/** The tags and the rating that an image has under other concepts. */
function taggedElsewhere({ index }: Collection, id: string): Pick<PromptMetadata, 'tags' | 'rating'> {
  const { tags, rating } = index.known(id)?.fields ?? {};
  return {
    ...(tags === undefined ? {} : { tags: [...tags] }),
    ...(rating === undefined ? {} : { rating }),
  };
}

/** The prompt file as it is, or why it cannot be used: what a user wrote into it is not overwritten. */
async function existingPrompt(
  collection: Collection,
  slug: string,
  id: string,
): Promise<{ readonly prompt: PromptFile | undefined } | NotKept> {
  try {
    return { prompt: await collection.readPrompt(slug, id) };
  } catch (error) {
    if (!isAboutOneFile(error)) throw error;
    return { id, error };
  }
}

/**
 * Whether an image is there. One that may not be opened counts as not there, and so does one of the collection that
 * begins as no image: it was cut off, or is what a version control system left in its place.
 */
async function isThere(store: CollectionStore, image: string): Promise<boolean> {
  try {
    if ((await store.locateImage(image)) === undefined) return false;
    // Elsewhere, it is the user's.
    if (!isPlainPath(image)) return true;
    const start = await store.readStart(image, START_BYTES);
    return start !== undefined && imageExtension(start) !== undefined;
  } catch (error) {
    if (isAboutOneImage(error)) return false;
    throw error;
  }
}

/** As many as tell an image's type: an SVG's prologue may be long. */
const START_BYTES = 16_384;

const EXTENSIONS = ['jpg', 'webp', 'png', 'gif', 'avif', 'tif', 'svg', 'bmp', 'heic', 'jxl'];

/** An image that another concept (or a killed run) has brought already. */
async function findImage({ store }: Collection, id: string): Promise<string | undefined> {
  for (const extension of EXTENSIONS) {
    if (await isThere(store, imagePath(id, extension))) return imagePath(id, extension);
  }
  return undefined;
}

/** What no other image could escape either: the run ends, and says so. */
export function stopsEverything(error: unknown): boolean {
  if (!(error instanceof LexiclipError)) return false;
  return ['disk-full', 'not-writable', 'newer-format', 'lock-lost'].includes(error.failure.kind);
}
