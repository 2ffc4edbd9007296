import type { ImageFacts } from './image-facts.ts';
import type { ConceptFile } from './schema.ts';

/** What was read of a collection: undefined where there is none. In the collection's order of concepts. */
export type IndexEntries = readonly ConceptEntry[] | undefined;

/** A concept as it was read. */
export interface ConceptEntry {
  readonly name: string;
  readonly slug: string;
  /** Of `concept.json`; undefined where that has to be read again. */
  readonly stamp: string | undefined;
  readonly concept: ConceptFile | undefined;
  /** By file name without extension, in the order served: the images that `concept.json` names and that are there. */
  readonly prompts: ReadonlyMap<string, PromptEntry>;
}

/** A prompt file as it was read. */
export interface PromptEntry {
  readonly id: string;
  /** Undefined where it has to be read again. */
  readonly stamp: string | undefined;
  /** Undefined for a file that cannot be used. */
  readonly facts: ImageFacts | undefined;
}

/** Lets others run: a loop over a hundred thousand images does not hold the event loop. */
export type Pause = () => Promise<void>;

/** Images that are looked at in one go, which takes some milliseconds. */
export const SLICE = 2000;
