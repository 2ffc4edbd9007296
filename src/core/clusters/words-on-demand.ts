import type { VectorSet } from '../collection/vector-set.ts';
import type { LongTask } from '../signal.ts';
import type { AvailableVocabulary, Vocabulary } from './available-vocabulary.ts';
import type { KnownWords } from './naming.ts';

/** The words of the model, embedded when a cluster needs one. */
export class WordsOnDemand {
  readonly #available: AvailableVocabulary | undefined;
  readonly #task: LongTask;
  #vocabulary: Promise<Vocabulary | undefined> | undefined;
  /** Whether a cluster needed a word and there were none. */
  hasFailed = false;

  constructor(available: AvailableVocabulary | undefined, task: LongTask) {
    this.#available = available;
    this.#task = task;
  }

  /** @param centres Of the clusters to be named. */
  async around(centres: VectorSet): Promise<KnownWords | undefined> {
    if (this.#available === undefined) return undefined;
    this.#vocabulary ??= this.#available.vectors(this.#task);
    const vocabulary = await this.#vocabulary;
    this.hasFailed = vocabulary === undefined;
    // A description may name a text side of another space.
    return vocabulary?.dimension === centres.dimension ? { vocabulary, centres } : undefined;
  }
}
