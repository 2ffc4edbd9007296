import type { z } from 'zod';
import type { CollectionStore, JsonObject } from '../ports.ts';
import { decodeJson, encodeJson } from './json.ts';
import {
  COLLECTION_PATH,
  conceptKey,
  conceptPath,
  conceptSlug,
  GITIGNORE_PATH,
  projectionPath,
  PROJECTIONS_FOLDER,
  promptPath,
} from './paths.ts';
import {
  collectionSchema,
  conceptSchema,
  FORMAT_VERSION,
  projectionSchema,
  promptSchema,
  type CollectionFile,
  type ConceptFile,
  type ProjectionFile,
  type PromptFile,
  type PromptMark,
} from './schema.ts';

/** Prompts and maps are worth versioning; what can be fetched or computed again is not. */
const GITIGNORE = 'images/\ncache/\n';

/** The collection's JSON files, typed. Reading any of them checks it. */
export class Collection {
  readonly store: CollectionStore;

  constructor(store: CollectionStore) {
    this.store = store;
  }

  /**
   * The collection, or undefined where there is none yet. Every stage calls this before it writes.
   * @throws LexiclipError `newer-format` or `corrupt-file`; nothing is changed then.
   */
  async read(): Promise<CollectionFile | undefined> {
    return this.#read(COLLECTION_PATH, collectionSchema);
  }

  /** Makes the folder where there is none, and adds the concepts that it does not have. */
  async addConcept(name: string): Promise<void> {
    const before = await this.read();
    if (before === undefined) await this.store.write(GITIGNORE_PATH, GITIGNORE);
    const concepts = before?.concepts ?? [];
    if (concepts.some((known) => conceptKey(known) === conceptKey(name))) return;
    await this.#write(COLLECTION_PATH, {
      formatVersion: FORMAT_VERSION,
      ...before,
      concepts: [...concepts, name],
    });
  }

  readConcept(slug: string): Promise<ConceptFile | undefined> {
    return this.#read(conceptPath(slug), conceptSchema);
  }

  async writeConcept(slug: string, concept: ConceptFile): Promise<void> {
    await this.#write(conceptPath(slug), concept);
  }

  readPrompt(slug: string, id: string): Promise<PromptFile | undefined> {
    return this.#read(promptPath(slug, id), promptSchema);
  }

  /** The source's record as it came, and our one key behind it. */
  async writePrompt(slug: string, id: string, raw: JsonObject, mark: PromptMark): Promise<void> {
    await this.#write(promptPath(slug, id), { ...raw, lexiclip: mark });
  }

  async removePrompt(slug: string, id: string): Promise<void> {
    await this.store.remove(promptPath(slug, id));
  }

  /** Every image once, in the order of concepts and of serving, with the concepts that found it. */
  async images(): Promise<readonly CollectedImage[]> {
    const images = new Map<string, { id: string; prompt: PromptFile; concepts: number[]; path: string }>();
    const concepts = (await this.read())?.concepts ?? [];
    for (const [index, name] of concepts.entries()) {
      const slug = conceptSlug(name);
      for (const id of (await this.readConcept(slug))?.images ?? []) {
        const known = images.get(id);
        if (known !== undefined) {
          known.concepts.push(index);
          continue;
        }
        const prompt = await this.readPrompt(slug, id);
        if (prompt !== undefined)
          images.set(id, { id, prompt, concepts: [index], path: promptPath(slug, id) });
      }
    }
    return [...images.values()];
  }

  readProjection(name: string): Promise<ProjectionFile | undefined> {
    return this.#read(projectionPath(name), projectionSchema);
  }

  async writeProjection(projection: ProjectionFile): Promise<void> {
    await this.#write(projectionPath(projection.name), projection);
  }

  async removeProjection(name: string): Promise<void> {
    await this.store.remove(projectionPath(name));
  }

  /** All maps, by file name. */
  async projections(): Promise<readonly ProjectionFile[]> {
    const names = (await this.store.list(PROJECTIONS_FOLDER)).filter((name) => name.endsWith('.json'));
    const files = await Promise.all(
      names.map((name) => this.#read(`${PROJECTIONS_FOLDER}/${name}`, projectionSchema)),
    );
    return files.filter((file) => file !== undefined);
  }

  async #read<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
    const text = await this.store.readText(path);
    return text === undefined ? undefined : decodeJson(text, schema, path);
  }

  async #write(path: string, value: unknown): Promise<void> {
    const text = encodeJson(value);
    // An unchanged file keeps its date, and nobody who watches the folder is woken.
    if ((await this.store.readText(path)) !== text) await this.store.write(path, text);
  }
}

export interface CollectedImage {
  readonly id: string;
  readonly prompt: PromptFile;
  /** Indices into `collection.json`'s concepts. */
  readonly concepts: readonly number[];
  /** The prompt file under the first concept. */
  readonly path: string;
}

/** A record's prompt text, whatever kind of record it is. */
export function promptText(prompt: PromptFile): string {
  const text = prompt['prompt'];
  return typeof text === 'string' ? text.trim() : '';
}

/** Whether the source marked an image as not safe for work. */
export function isNsfw(prompt: PromptFile): boolean {
  return isFlagged(prompt['nsfw']);
}

/** Whether an image is several in one, side by side. */
export function isGrid(prompt: PromptFile): boolean {
  return isFlagged(prompt['grid']);
}

/** Clients of the same service disagree about the types of its flags. */
function isFlagged(value: unknown): boolean {
  return value === true || value === 'true' || value === 1;
}
