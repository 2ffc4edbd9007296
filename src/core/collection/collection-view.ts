import type { ImageFacts } from './image-facts.ts';
import type { ImageFields } from './image-fields.ts';
import { SLICE, type IndexEntries, type Pause } from './index-entries.ts';
import { promptPath } from './paths.ts';
import type { ConceptFile } from './schema.ts';

/** An image of a collection. */
export interface CollectedImage extends ImageFacts {
  readonly id: string;
  /** Indices of the concepts that found it, ascending. */
  readonly concepts: readonly number[];
  /** The prompt file under the first of them. */
  readonly path: string;
}

export interface CollectedConcept {
  readonly name: string;
  readonly slug: string;
  /** Undefined where there is neither its file nor any prompt file of it. */
  readonly file: ConceptFile | undefined;
  /** In the order served. */
  readonly images: readonly CollectedImage[];
}

/** Of a hundred thousand, each field takes a megabyte: what can be told from another is. */
class Image implements CollectedImage {
  readonly id: string;
  concepts: readonly number[];
  readonly #facts: ImageFacts;
  readonly #slug: string;

  constructor(id: string, facts: ImageFacts, slug: string, concepts: readonly number[]) {
    this.id = id;
    this.#facts = facts;
    this.#slug = slug;
    this.concepts = concepts;
  }

  get prompt(): string {
    return this.#facts.prompt;
  }

  get negativePrompt(): string {
    return this.#facts.negativePrompt;
  }

  get nsfw(): boolean {
    return this.#facts.nsfw;
  }

  get grid(): boolean {
    return this.#facts.grid;
  }

  get image(): string {
    return this.#facts.image;
  }

  get sha256(): string {
    return this.#facts.sha256;
  }

  get fields(): ImageFields {
    return this.#facts.fields;
  }

  get path(): string {
    return promptPath(this.#slug, this.id);
  }
}

/** A collection as it was at one moment. */
export class CollectionView {
  static readonly empty = new CollectionView(false, [], new Map());

  /** Whether there is a collection. */
  readonly exists: boolean;
  readonly concepts: readonly CollectedConcept[];
  /** Every image once, in the order of concepts and of serving. */
  readonly images: readonly CollectedImage[];
  readonly #byId: ReadonlyMap<string, CollectedImage>;

  private constructor(
    exists: boolean,
    concepts: readonly CollectedConcept[],
    byId: ReadonlyMap<string, CollectedImage>,
  ) {
    this.exists = exists;
    this.concepts = concepts;
    this.images = [...byId.values()];
    this.#byId = byId;
  }

  static async of(entries: IndexEntries, pause: Pause): Promise<CollectionView> {
    const byId = new Map<string, Image>();
    const concepts: CollectedConcept[] = [];
    let count = 0;
    for (const [index, { name, slug, concept: file, prompts }] of (entries ?? []).entries()) {
      const images: CollectedImage[] = [];
      // One list for all that only this concept found.
      const alone = [index];
      for (const { id, facts } of prompts.values()) {
        if (++count % SLICE === 0) await pause();
        if (facts === undefined) continue;
        const known = byId.get(id);
        const image = known ?? new Image(id, facts, slug, alone);
        images.push(image);
        if (known === undefined) byId.set(id, image);
        else known.concepts = [...known.concepts, index];
      }
      concepts.push({ name, slug, file, images });
    }
    return new CollectionView(entries !== undefined, concepts, byId);
  }

  image(id: string): CollectedImage | undefined {
    return this.#byId.get(id);
  }
}
