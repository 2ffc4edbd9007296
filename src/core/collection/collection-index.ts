import { CollectionView, type CollectedImage } from './collection-view.ts';
import type { CollectionFiles } from './files.ts';
import { factsOf } from './image-facts.ts';
import { inSlices } from './in-slices.ts';
import { type ConceptEntry, type IndexEntries, type Pause, type PromptEntry } from './index-entries.ts';
import {
  COLLECTION_PATH,
  conceptFolder,
  conceptPath,
  conceptSlugs,
  CONCEPTS_FOLDER,
  fileName,
  promptPath,
} from './paths.ts';
import type { CollectionFile, ConceptFile, PromptFile } from './schema.ts';

/** The files that an index is of. */
export interface IndexedFiles extends CollectionFiles {
  read(): Promise<CollectionFile | undefined>;
  readConcept(slug: string): Promise<ConceptFile | undefined>;
  usablePrompt(slug: string, id: string): Promise<PromptFile | undefined>;
}

/** Prompt files that are read at the same time. */
const BATCH = 32;
/** From so many changed files on, looking at the dates of all is sooner done. */
const MANY = 500;

/**
 * What a collection holds, in memory: read once from the files, then kept current by what is known to have changed and
 * by looking at sizes and dates. The files stay the truth: an index that was kept only saves reading those that are as
 * they were.
 */
export class CollectionIndex {
  readonly #files: IndexedFiles;
  readonly #pause: Pause;
  #entries: IndexEntries;
  /** Made when somebody asks: of what another process kept, mostly nobody does. */
  #made: { readonly of: IndexEntries; readonly view: Promise<CollectionView> } | undefined;
  #view = CollectionView.empty;
  /** Whether any file may have changed. */
  #isExpired = true;
  /** Those that are known to have changed. */
  readonly #changed = new Set<string>();
  #updating: Promise<void> | undefined;
  #isScanning = false;
  #filesRead = 0;
  #beginning: Promise<void> | undefined;
  readonly #kept: () => Promise<IndexEntries>;

  /** @param kept What another process read before. */
  constructor(
    files: IndexedFiles,
    pause: Pause,
    kept: () => Promise<IndexEntries> = () => Promise.resolve(undefined),
  ) {
    this.#files = files;
    this.#pause = pause;
    this.#kept = kept;
  }

  /** What was read, to be kept for the next process. */
  get entries(): IndexEntries {
    return this.#entries;
  }

  /** Whether files are known to have changed since it was last looked at. */
  get hasChanges(): boolean {
    return this.#changed.size > 0;
  }

  /** How many prompt files have been read so far. */
  get filesRead(): number {
    return this.#filesRead;
  }

  /** The collection as its files are now. @throws LexiclipError `newer-format`. */
  async view(): Promise<CollectionView> {
    await this.#begin();
    while (this.#updating !== undefined || this.#isExpired || this.#changed.size > 0) {
      this.#updating ??= this.#update().finally(() => {
        this.#updating = undefined;
      });
      await this.#updating;
    }
    return this.#currentView();
  }

  /** The collection as it was when it was last looked at, if only by another process: no prompt file is read for it. */
  async lastView(): Promise<CollectionView> {
    await this.#begin();
    return this.#currentView();
  }

  /**
   * The collection with all that is known to have changed, without looking whether any other file has: for who shows it,
   * and shows it again when that was done. @throws LexiclipError `newer-format`.
   */
  async recentView(): Promise<CollectionView> {
    const known = await this.lastView();
    if (!known.exists || !(this.#isExpired || this.#isScanning)) return this.view();
    // What a newer version wrote is not shown as it was before.
    await this.#files.read();
    return known;
  }

  /** An image as it was when it was last looked at. */
  known(id: string): CollectedImage | undefined {
    return this.#view.image(id);
  }

  /** Any file may have changed: sizes and dates are looked at before the next answer. */
  expire(): void {
    this.#isExpired = true;
  }

  /** A file or folder was written, made or removed. @param path Relative to the collection, which itself is ''. */
  changed(path: string): void {
    this.#changed.add(path);
  }

  #begin(): Promise<void> {
    this.#beginning ??= this.#kept().then((entries) => {
      this.#entries = entries;
    });
    return this.#beginning;
  }

  async #currentView(): Promise<CollectionView> {
    const of = this.#entries;
    if (this.#made === undefined || this.#made.of !== of)
      this.#made = { of, view: CollectionView.of(of, this.#pause) };
    this.#view = await this.#made.view;
    return this.#view;
  }

  async #update(): Promise<void> {
    const changed = [...this.#changed];
    const isWhole = this.#isExpired || changed.length > MANY || changed.some((path) => this.#concerns(path));
    this.#changed.clear();
    this.#isExpired = false;
    this.#isScanning = isWhole;
    try {
      this.#entries = isWhole ? await this.#scan() : await this.#patch(changed);
    } catch (error) {
      this.#isExpired = true;
      throw error;
    } finally {
      this.#isScanning = false;
    }
  }

  /** Whether a change of this file or folder may change which concepts there are. */
  #concerns(path: string): boolean {
    if (path === COLLECTION_PATH || path === '') return true;
    const [top, slug, file] = path.split('/');
    if (top !== CONCEPTS_FOLDER) return false;
    return file === undefined || this.#entries?.some((entry) => entry.slug === slug) !== true;
  }

  /** Looks at all files; the same entries where none is another. */
  async #scan(): Promise<IndexEntries> {
    const collection = await this.#files.read();
    const before = new Map(this.#entries?.map((entry) => [entry.slug, entry]));
    const entries: ConceptEntry[] = [];
    for (const [name, slug] of conceptSlugs(collection?.concepts ?? [])) {
      entries.push(await this.#scanConcept(name, slug, before.get(slug)));
      before.delete(slug);
    }
    for (const entry of before.values()) this.#forget(entry);
    if (collection === undefined) return undefined;
    const isSame =
      entries.length === this.#entries?.length && entries.every((entry, at) => entry === this.#entries?.[at]);
    return isSame ? this.#entries : entries;
  }

  /** The same entry where none of its files is another. */
  async #scanConcept(name: string, slug: string, before: ConceptEntry | undefined): Promise<ConceptEntry> {
    const stamps = await this.#stamps(conceptFolder(slug));
    const stamp = stamps.get('concept.json');
    const isKnown = before?.stamp !== undefined && before.stamp === stamp;
    const concept = isKnown ? before.concept : await this.#files.readConcept(slug);
    const isUsable = !this.#files.problems.has(conceptPath(slug));
    const prompts = new Map<string, PromptEntry>();
    const unread: string[] = [];
    await inSlices(concept?.images ?? [], this.#pause, (id) => {
      const stem = fileName(id);
      if (!stamps.has(`${stem}.json`) || prompts.has(stem)) return;
      const now = stamps.get(`${stem}.json`);
      const known = before?.prompts.get(stem);
      const isSame = known?.stamp !== undefined && known.stamp === now && known.id === id;
      // What is read below takes its place here, in the concept's order.
      prompts.set(stem, isSame ? known : { id, stamp: now, facts: undefined });
      if (!isSame) unread.push(stem);
    });
    await this.#readPrompts(slug, prompts, unread);
    if (before !== undefined) this.#forget(before, prompts);
    if (isKnown && before.name === name && unread.length === 0 && prompts.size === before.prompts.size)
      return before;
    return { name, slug, stamp: isUsable ? stamp : undefined, concept, prompts };
  }

  /** Reads again what has changed, as far as it is another file by now. */
  async #patch(changed: readonly string[]): Promise<IndexEntries> {
    let isSame = true;
    const entries: ConceptEntry[] = [];
    for (const entry of this.#entries ?? []) {
      const folder = `${conceptFolder(entry.slug)}/`;
      const files = changed.flatMap((path) => (path.startsWith(folder) ? [path.slice(folder.length)] : []));
      const patched = files.length === 0 ? entry : await this.#patchConcept(entry, files);
      isSame &&= patched === entry;
      entries.push(patched);
    }
    return isSame ? this.#entries : entries;
  }

  async #patchConcept(entry: ConceptEntry, files: readonly string[]): Promise<ConceptEntry> {
    const { name, slug } = entry;
    const prompts = new Map(entry.prompts);
    const unread: string[] = [];
    for (const file of files) {
      const stamp = await this.#files.store.stamp(`${conceptFolder(slug)}/${file}`);
      const stem = file.replace(/\.json$/, '');
      const known = prompts.get(stem);
      const before = file === 'concept.json' ? entry.stamp : known?.stamp;
      if (stamp !== undefined && stamp === before) continue;
      // The concept itself, or an image that came or went.
      if (known === undefined || stamp === undefined) return this.#scanConcept(name, slug, entry);
      prompts.set(stem, { id: known.id, stamp, facts: undefined });
      unread.push(stem);
    }
    await this.#readPrompts(slug, prompts, unread);
    return unread.length === 0 ? entry : { ...entry, prompts };
  }

  /** Reads the files of some entries, which have the stamp from before that. */
  async #readPrompts(
    slug: string,
    prompts: Map<string, PromptEntry>,
    stems: readonly string[],
  ): Promise<void> {
    this.#filesRead += stems.length;
    for (let at = 0; at < stems.length; at += BATCH)
      await Promise.all(
        stems.slice(at, at + BATCH).map(async (stem) => {
          const { id = '', stamp } = prompts.get(stem) ?? {};
          const prompt = await this.#files.usablePrompt(slug, id);
          const facts = prompt === undefined ? undefined : factsOf(prompt);
          prompts.set(stem, { id, stamp: facts === undefined ? undefined : stamp, facts });
        }),
      );
  }

  async #stamps(folder: string): Promise<ReadonlyMap<string, string | undefined>> {
    const stamps = new Map<string, string | undefined>();
    const { problems, store } = this.#files;
    await problems.of(folder, async () => {
      for await (const files of store.scan(folder))
        for (const { name, stamp } of files) stamps.set(name, stamp);
    });
    return stamps;
  }

  /** What is not there any more cannot be damaged. */
  #forget({ slug, prompts }: ConceptEntry, remaining?: ReadonlyMap<string, PromptEntry>): void {
    const { problems } = this.#files;
    if (remaining === undefined) problems.solved(conceptPath(slug));
    for (const [stem, { id, facts }] of prompts)
      if (facts === undefined && remaining?.has(stem) !== true) problems.solved(promptPath(slug, id));
  }
}
