import type { CollectedImage } from '../collection/collection-view.ts';
import type { Collection } from '../collection/collection.ts';
import type { JsonObject } from '../collection/json-value.ts';
import type { PromptFile, PromptMetadata } from '../collection/schema.ts';
import { isAboutOneImage } from '../errors.ts';
import type { FetchDependencies } from './dependencies.ts';

/** Keys of a record that reading an image gives; all others are a sidecar's, or what somebody wrote into it. */
const READ = [
  ...['id', 'file', 'prompt', 'negativePrompt', 'model', 'sampler', 'scheduler', 'steps', 'cfg', 'seed'],
  ...['size', 'loras', 'tool', 'parameters', 'readFrom', 'place'],
];
const MARK = ['concept', 'source', 'image', 'sha256', 'fetchedAt'];

/** What a prompt file has beyond what is read anew: a user's own keys, which stay. */
export interface OwnKeys {
  readonly record: JsonObject;
  readonly mark: JsonObject;
}

export function ownKeys({ lexiclip, ...record }: PromptFile, raw: JsonObject): OwnKeys {
  const without = (object: object, known: readonly string[]): JsonObject =>
    Object.fromEntries(Object.entries(object as JsonObject).filter(([key]) => !known.includes(key)));
  return { record: without(record, [...READ, ...Object.keys(raw)]), mark: without(lexiclip, MARK) };
}

/** The metadata of an image, with what a user added to it. */
export function markWith(own: OwnKeys | undefined, mark: PromptMetadata): PromptMetadata {
  return { ...mark, ...own?.mark };
}

/** Finds images of the collection that are no more where they were, by their digests: a file that was moved or renamed. */
export class MovedImages {
  readonly #dependencies: FetchDependencies;
  /** Looked at once: what this run adds was not moved. */
  #known: Promise<ReadonlyMap<string, readonly CollectedImage[]>> | undefined;

  constructor(dependencies: FetchDependencies) {
    this.#dependencies = dependencies;
  }

  /** The prompt file of the image that had these bytes and is gone; undefined where there is none. */
  async find(sha256: string): Promise<PromptFile | undefined> {
    const { collection } = this.#dependencies;
    const known = await (this.#known ??= this.#byDigest());
    for (const { id, image } of known.get(sha256) ?? []) {
      if (await isGone(collection, image)) return collection.promptOf(await collection.view(), id);
    }
    return undefined;
  }

  async #byDigest(): Promise<ReadonlyMap<string, readonly CollectedImage[]>> {
    const { collection, source } = this.#dependencies;
    const byDigest = new Map<string, CollectedImage[]>();
    for (const image of (await collection.view()).images)
      if (source.covers?.(image.image) === true)
        byDigest.set(image.sha256, [...(byDigest.get(image.sha256) ?? []), image]);
    return byDigest;
  }
}

/** Whether an image is not there any more. Something that may not be opened is not gone. */
export async function isGone({ store }: Collection, image: string): Promise<boolean> {
  try {
    return (await store.locateImage(image)) === undefined;
  } catch (error) {
    if (!isAboutOneImage(error)) throw error;
    return false;
  }
}
