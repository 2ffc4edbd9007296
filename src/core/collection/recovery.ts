import type { Sha256 } from '../ports.ts';
import type { Collection } from './collection.ts';
import { EmbeddingFiles } from './embeddings.ts';
import { EMBEDDINGS_FOLDER, journalsAmong } from './paths.ts';

/** Brings in the vectors of runs that ended before they could. Only for the one process that may write. */
export async function mergeJournals({ store, problems }: Collection, sha256: Sha256): Promise<void> {
  const names = (await problems.of(EMBEDDINGS_FOLDER, () => store.list(EMBEDDINGS_FOLDER))) ?? [];
  const vectors = new Set(journalsAmong(names).map((journal) => journal.vectors));
  for (const name of vectors) await new EmbeddingFiles(store, sha256, name, problems).merge();
}
