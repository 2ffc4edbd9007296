import type { JsonObject } from '../collection/json-value.ts';
import type { CancelSignal } from '../signal.ts';
import type { SkippedFiles } from '../skipped.ts';

/** One search result: the source's own record, untouched, and where its image can be had. */
export interface SourceRecord {
  readonly id: string;
  readonly raw: JsonObject;
  /** Best first; what follows is asked when the one before fails. */
  readonly locations: readonly string[];
  /** For an image that stays where it is: its path from the collection's folder, or an absolute one. */
  readonly reference?: string;
}

/** Somewhere that images with prompts come from. */
export interface ImageSource {
  readonly id: string;
  /** Whether its answers are kept in the collection, so that a query is asked only once. */
  readonly keepsAnswers: boolean;
  /** What its answers depend on beside the query, such as the dataset that it searches: they are kept apart by it. */
  readonly scope?: string;
  /** Whether it asks for no more results than are wanted, so that a kept answer may have too few for a larger count. */
  readonly isPaged?: boolean;
  /** Every concept that it has, where it has a known number of them. */
  readonly concepts?: () => Promise<readonly string[]>;
  /**
   * Whether a concept is a name that it has, letter by letter, rather than words: nothing in it is a query of several
   * phrasings, and names that differ in case or blanks are different.
   */
  readonly hasExactNames?: boolean;
  /** What it has and leaves out, by reason. */
  readonly skipped?: () => Promise<readonly SkippedFiles[]>;
  /** Whether an image that stays where it is (by its `reference`) is this source's, for sources that have such. */
  readonly covers?: (reference: string) => boolean;
  /**
   * The records for one query in the order served; may be more or fewer than `count`.
   * @throws LexiclipError when the source cannot answer.
   */
  search(query: string, count: number, task: RequestTask): Promise<readonly SourceRecord[]>;
  /**
   * The bytes of one image.
   * @throws LexiclipError when they cannot be had from this location.
   */
  image(location: string, task: RequestTask): Promise<Uint8Array>;
}

/** What a request to a source is given. */
export interface RequestTask {
  readonly signal: CancelSignal;
  /** Told why nothing happens for a while: a limit of ours, or a pause that the source asked for. */
  readonly onWait: (reason: string) => void;
  /** Told what the user should know of how the answer was found. */
  readonly onNote?: (note: string) => void;
  /** Told what of an answer is no image that can be shown, such as videos. */
  readonly onLeftOut?: (what: string, count: number) => void;
}
