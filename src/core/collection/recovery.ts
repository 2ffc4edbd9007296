import type { Sha256 } from '../sha256.ts';
import { EmbeddingFiles } from './embeddings.ts';
import { namesIn, type CachedFiles } from './files.ts';
import { EMBEDDINGS_FOLDER, journalsAmong } from './paths.ts';

/** Brings in the vectors of runs that ended before they could. Only for the one process that may write. */
export async function mergeJournals(files: CachedFiles, sha256: Sha256): Promise<void> {
  const journals = journalsAmong(await namesIn(files, EMBEDDINGS_FOLDER));
  for (const name of new Set(journals.map(({ vectors }) => vectors)))
    await new EmbeddingFiles(files, sha256, name).merge();
}
