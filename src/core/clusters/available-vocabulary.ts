import * as l10n from '@vscode/l10n';
import { isDirection } from '../collection/embedding-rows.ts';
import type { CachedFiles } from '../collection/files.ts';
import { WORDS_FOLDER } from '../collection/paths.ts';
import type { ModelInfo } from '../collection/schema.ts';
import type { VectorSet } from '../collection/vector-set.ts';
import { WordVectorFiles, type WordsKey } from '../collection/word-vectors.ts';
import { writeCache } from '../collection/write-anew.ts';
import type { TextSide } from '../embed/text-embedder.ts';
import { LexiclipError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { IfMayWrite } from '../neighbours/stage.ts';
import type { Sha256 } from '../sha256.ts';
import type { LongTask } from '../signal.ts';
import { describeError } from '../wording.ts';
import { captionOf, VOCABULARY } from './vocabulary.ts';

export interface VocabularyDependencies {
  readonly collection: CachedFiles;
  readonly sha256: Sha256;
  /** Of the chosen model. Without it nothing is named by words that no prompt has. */
  readonly texts?: TextSide;
  readonly logger?: Logger;
  readonly ifMayWrite?: IfMayWrite;
}

/** Words, and a vector of each in the space of a model's images. */
export interface Vocabulary extends VectorSet {
  readonly words: readonly string[];
}

/** A vocabulary that can be had without a download. */
export interface AvailableVocabulary {
  /** Of the words and the model: equal means equal vectors. */
  readonly sha256: string;
  /** Undefined where the text side fails, which is logged: names are no reason to fail. */
  vectors(task: LongTask): Promise<Vocabulary | undefined>;
}

/** Texts between two tellings of how far it is. */
const AT_ONCE = 16;

/**
 * The vocabulary for a model's images; undefined for a model that knows no words, or whose text side is not on this
 * machine: nobody is asked for a download.
 * @param words What there is to choose from.
 */
export async function availableVocabulary(
  model: Pick<ModelInfo, 'id'>,
  dependencies: VocabularyDependencies,
  words: readonly string[] = VOCABULARY,
): Promise<AvailableVocabulary | undefined> {
  const { texts, sha256, collection } = dependencies;
  if (texts?.sha256 === undefined || texts.model !== model.id) return undefined;
  const key = {
    textSideSha256: texts.sha256,
    wordsSha256: await sha256(words.map((word) => `${word}\n${captionOf(word)}`).join('\n')),
  };
  const files = new WordVectorFiles(collection, sha256, model.id);
  if (!(await texts.isPresent()) && (await files.read(key)) === undefined) return undefined;
  return {
    sha256: await sha256(`${key.textSideSha256} ${key.wordsSha256}`),
    vectors: async (task) => {
      const set =
        (await files.read(key)) ?? (await tryEmbedding(words, key, texts, files, dependencies, task));
      return set?.vectors.length === words.length * (set?.dimension ?? 0) ? { ...set, words } : undefined;
    },
  };
}

async function tryEmbedding(
  words: readonly string[],
  key: WordsKey,
  texts: TextSide,
  files: WordVectorFiles,
  { collection, logger, ifMayWrite = (write) => write() }: VocabularyDependencies,
  task: LongTask,
): Promise<VectorSet | undefined> {
  try {
    const set = await embedWords(words, texts, task);
    await ifMayWrite(() => writeCache(collection, WORDS_FOLDER, () => files.write(key, set)));
    return set;
  } catch (error) {
    task.signal.throwIfAborted();
    if (!(error instanceof LexiclipError)) throw error;
    logger?.warn(describeError(error));
    return undefined;
  }
}

/** @throws LexiclipError what embedding throws, `model-unusable` for vectors that are none. */
async function embedWords(words: readonly string[], texts: TextSide, task: LongTask): Promise<VectorSet> {
  const rows: Float32Array[] = [];
  for (let from = 0; from < words.length; from += AT_ONCE) {
    task.signal.throwIfAborted();
    task.onProgress({
      stage: 'clusters',
      done: from,
      total: words.length,
      message: l10n.t('words for names'),
    });
    const captions = words.slice(from, from + AT_ONCE).map((word) => captionOf(word));
    rows.push(...(await texts.embed(captions, task)));
  }
  const dimension = rows[0]?.length ?? 0;
  if (rows.some((row) => row.length !== dimension || !isDirection(row)))
    throw new LexiclipError({
      kind: 'model-unusable',
      path: texts.model,
      detail: l10n.t('what it answers for words is no direction'),
    });
  const vectors = new Float32Array(rows.length * dimension);
  rows.forEach((row, at) => vectors.set(row, at * dimension));
  return { vectors, dimension };
}
