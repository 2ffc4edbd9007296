import * as l10n from '@vscode/l10n';
import type { z } from 'zod';
import { conceptKey, conceptQueries } from '../concepts.ts';
import { isAboutOneFile, LexiclipError, type Failure } from '../errors.ts';
import { CollectionIndex } from './collection-index.ts';
import type { CollectionView } from './collection-view.ts';
import { namesIn } from './files.ts';
import type { Pause } from './index-entries.ts';
import { readIndex, type Indexing } from './index-file.ts';
import type { JsonObject } from './json-value.ts';
import { decodeJson, decodeVersioned, encodeJson } from './json.ts';
import { parsedFile, type ParsedFiles } from './parsed-files.ts';
import {
  COLLECTION_PATH,
  conceptFolder,
  conceptPath,
  CONCEPTS_FOLDER,
  conceptSlug,
  conceptSlugs,
  fileName,
  GITIGNORE_PATH,
  hasDigest,
  projectionPath,
  PROJECTIONS_FOLDER,
  promptPath,
  spelledSlug,
} from './paths.ts';
import { Problems } from './problems.ts';
import {
  collectionSchema,
  conceptSchema,
  FORMAT_VERSION,
  promptSchema,
  type CollectionFile,
  type ConceptFile,
  type ProjectionFile,
  type PromptFile,
  type PromptMetadata,
} from './schema.ts';
import { StampedCache } from './stamped-cache.ts';
import type { CollectionStore } from './store.ts';
import type { StoredMap } from './stored-map.ts';
import { keepAside, writeAnew } from './write-anew.ts';

/** Prompts and maps are worth versioning; what can be fetched or computed again is not. */
const GITIGNORE = 'images/\ncache/\n';

/**
 * The collection's JSON files, typed. Reading any of them checks it; one that is damaged costs what is in it and no
 * more: what others say as well is taken from there, and `problems` tells.
 */
export class Collection {
  readonly store: CollectionStore;
  readonly problems: Problems;
  readonly index: CollectionIndex;
  readonly cache: StampedCache;
  readonly pause: Pause;
  /** Whether the list of concepts was last taken from their folders. */
  #isRebuilt = false;
  /**
   * @param onProblem Told of each file that cannot be used, once.
   * @param machine Where it is given, the index that another process kept is used.
   */
  constructor(
    store: CollectionStore,
    onProblem: (failure: Failure) => void = () => undefined,
    machine?: Indexing,
  ) {
    this.store = store;
    this.problems = new Problems(onProblem);
    this.cache = new StampedCache(store);
    this.pause = machine?.pause ?? (() => Promise.resolve());
    this.index = new CollectionIndex(
      this,
      this.pause,
      machine === undefined ? undefined : () => readIndex(this, machine),
    );
  }

  /**
   * The collection, or undefined where there is none yet; where its file is damaged or gone, the concepts that have a
   * folder.
   * Every stage calls this before it writes.
   * @throws LexiclipError `newer-format`; nothing is changed then.
   */
  async read(): Promise<CollectionFile | undefined> {
    const file = await this.problems.of(COLLECTION_PATH, async () => {
      const text = await this.store.readText(COLLECTION_PATH);
      return text === undefined ? undefined : decodeVersioned(text, collectionSchema, COLLECTION_PATH);
    });
    this.#isRebuilt = file === undefined;
    if (file !== undefined) return { ...file, concepts: [...new Set(file.concepts)] };
    const concepts = await this.#conceptsWithFolder();
    if (concepts.length === 0 && !this.problems.has(COLLECTION_PATH)) return undefined;
    return { formatVersion: FORMAT_VERSION, concepts };
  }

  /**
   * Adds a concept, and makes the collection where there is none. Answers its folder's name.
   * @param isExact Whether another spelling is another concept.
   */
  async addConcept(name: string, isExact = false): Promise<string> {
    const before = await this.read();
    if (before === undefined) await writeAnew(this, GITIGNORE_PATH, GITIGNORE);
    const { concepts = [] } = before ?? {};
    const known = concepts.find((one) => one === name || (!isExact && conceptKey(one) === conceptKey(name)));
    const all = known === undefined ? [...concepts, name] : concepts;
    if (known === undefined || this.#isRebuilt)
      await this.#write(COLLECTION_PATH, { formatVersion: FORMAT_VERSION, ...before, concepts: all });
    return conceptSlugs(all).get(known ?? name) ?? conceptSlug(name);
  }

  /** A concept; where its file is damaged or gone, what its prompt files tell of it. */
  async readConcept(slug: string): Promise<ConceptFile | undefined> {
    const path = conceptPath(slug);
    const file = await this.problems.of(path, () => this.#read(path, conceptSchema));
    return file ?? this.#conceptOfPrompts(slug);
  }

  async writeConcept(slug: string, concept: ConceptFile): Promise<void> {
    await this.#write(conceptPath(slug), concept);
  }

  /** @throws LexiclipError about the one file. */
  readPrompt(slug: string, id: string): Promise<PromptFile | undefined> {
    return this.#read(promptPath(slug, id), promptSchema);
  }

  /** The same, where a damaged one is a problem among others, and counts as not there. */
  usablePrompt(slug: string, id: string): Promise<PromptFile | undefined> {
    return this.problems.of(promptPath(slug, id), () => this.readPrompt(slug, id));
  }

  /** The source's record as it came, and our one key behind it. */
  async writePrompt(slug: string, id: string, raw: JsonObject, mark: PromptMetadata): Promise<void> {
    await this.#write(promptPath(slug, id), { ...raw, lexiclip: mark });
  }

  async removePrompt(slug: string, id: string): Promise<void> {
    await this.store.remove(promptPath(slug, id));
    this.index.changed(promptPath(slug, id));
  }

  /** What the collection holds, as its files are now. @throws LexiclipError `newer-format`. */
  view(): Promise<CollectionView> {
    return this.index.view();
  }

  /** An image's prompt file under the first concept that found it; undefined where there is none that can be used. */
  async promptOf(view: CollectionView, id: string): Promise<PromptFile | undefined> {
    const [first = NaN] = view.image(id)?.concepts ?? [];
    const concept = view.concepts[first];
    return concept === undefined ? undefined : this.usablePrompt(concept.slug, id);
  }

  /** A map, or undefined where there is none, or one that is damaged. */
  readProjection(name: string): Promise<StoredMap | undefined> {
    return this.#projection(`${fileName(name)}.json`);
  }

  async writeProjection(projection: ProjectionFile): Promise<void> {
    await this.#write(projectionPath(projection.name), projection);
  }

  async removeProjection(name: string): Promise<void> {
    await this.store.remove(projectionPath(name));
    this.cache.forget(projectionPath(name));
  }

  /** All maps that can be used, by file name. */
  async projections(): Promise<readonly StoredMap[]> {
    const names = (await namesIn(this, PROJECTIONS_FOLDER)).filter((name) => name.endsWith('.json'));
    this.problems.keepOnly(PROJECTIONS_FOLDER, names);
    const files = await Promise.all(names.map((name) => this.#projection(name)));
    return files.filter((file) => file !== undefined);
  }

  #projection(file: string): Promise<StoredMap | undefined> {
    const path = `${PROJECTIONS_FOLDER}/${file}`;
    return this.cache.get(path, [path], () => this.#readProjection(path, file));
  }

  #readProjection(path: string, file: string): Promise<StoredMap | undefined> {
    const stem = file.slice(0, -'.json'.length);
    return this.problems.of(path, async () => {
      try {
        const projection = await this.readParsed('map', path);
        if (projection === undefined || projectionPath(projection.name) === path) return projection;
        throw new LexiclipError({
          kind: 'corrupt-file',
          path,
          detail: l10n.t('it names itself “{0}”', projection.name),
        });
      } catch (error) {
        if (!isAboutOneFile(error) || error.failure.kind !== 'corrupt-file') throw error;
        const { detail } = error.failure;
        throw new LexiclipError({ kind: 'damaged-map', path, name: stem, detail }, { cause: error });
      }
    });
  }

  /** In the order of their folders' names: that of the file is lost. */
  async #conceptsWithFolder(): Promise<string[]> {
    const slugs = await namesIn(this, CONCEPTS_FOLDER);
    const named = await Promise.all(
      slugs.map(async (slug) => {
        const concept = await this.readConcept(slug);
        if (concept === undefined) return [];
        const { query } = concept;
        const isOf = (name: string): boolean => conceptSlug(name) === slug || spelledSlug(name) === slug;
        return [query, conceptQueries(query).name, slug].find(isOf) ?? [];
      }),
    );
    return named.flat();
  }

  /** What can be known of a concept without its file; undefined where it has no prompt file. */
  async #conceptOfPrompts(slug: string): Promise<ConceptFile | undefined> {
    const folder = conceptFolder(slug);
    const names = await namesIn(this, folder);
    const images: string[] = [];
    let [query, source, fetchedAt] = ['', '', ''];
    for (const file of names.filter((name) => name.endsWith('.json') && name !== 'concept.json')) {
      const stem = file.slice(0, -'.json'.length);
      const path = `${folder}/${file}`;
      const prompt = await this.problems.of(path, () => this.#read(path, promptSchema));
      if (prompt === undefined) {
        // It may be repaired. Where the name is made of a digest, the id is lost until then.
        if (!hasDigest(stem)) images.push(stem);
        continue;
      }
      // A name of a file is a digest of an id that is none; the record tells it then.
      const id = [prompt['id'], prompt['file'], stem].find(
        (candidate) => typeof candidate === 'string' && fileName(candidate) === stem,
      );
      if (typeof id !== 'string') continue;
      images.push(id);
      ({ concept: query, source, fetchedAt } = prompt.lexiclip);
    }
    const { length } = images;
    if (length === 0) return undefined;
    return { query, source, requested: length, fetchedAt, available: length, images, missing: [] };
  }

  /** A file that grows with the collection. @throws LexiclipError about the one file, or `newer-format`. */
  readParsed<K extends keyof ParsedFiles>(kind: K, path: string): Promise<ParsedFiles[K] | undefined> {
    return parsedFile(kind, this.store, path, (id) => this.index.known(id));
  }

  async #read<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
    const text = await this.store.readText(path);
    return text === undefined ? undefined : decodeJson(text, schema, path);
  }

  async #write(path: string, value: unknown): Promise<void> {
    const text = encodeJson(value);
    let isUsable = !this.problems.has(path);
    try {
      // An unchanged file keeps its date, and nobody who watches the folder is woken.
      if ((await this.store.readText(path)) === text) return;
    } catch (error) {
      if (!isAboutOneFile(error)) throw error;
      isUsable = false;
    }
    // What somebody wrote between conflict markers, say, may be wanted again.
    if (!isUsable) await keepAside(this, path);
    await writeAnew(this, path, text);
    this.index.changed(path);
  }
}
