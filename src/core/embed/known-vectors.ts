import type { CollectedImage } from '../collection/collection-view.ts';
import type { EmbeddingRow, Embeddings } from '../collection/embedding-rows.ts';
import type { EmbeddingFiles } from '../collection/embeddings.ts';

/** Whether there is a vector of an image as it is. */
export function hasRow(embeddings: Embeddings | undefined, image: CollectedImage): boolean {
  return embeddings?.rows.get(image.id)?.sha256 === image.sha256;
}

/**
 * Gives images without a vector that of the same content under another id: they were moved or renamed. Answers the
 * vectors that stand then.
 * @param run Names the run.
 */
export async function takeKnownVectors(
  images: readonly CollectedImage[],
  existing: Embeddings,
  files: EmbeddingFiles,
  run: string,
): Promise<Embeddings> {
  const missing = images.filter((image) => !hasRow(existing, image));
  if (missing.length === 0) return existing;
  const byDigest = new Map([...existing.rows.values()].map(({ sha256, vector }) => [sha256, vector]));
  const rows = missing.flatMap(({ id, sha256 }): EmbeddingRow[] => {
    const vector = byDigest.get(sha256);
    return vector === undefined ? [] : [{ id, sha256, vector }];
  });
  if (rows.length === 0) return existing;
  const journal = await files.startJournal(run, existing);
  await journal.append(rows);
  await files.merge();
  return { ...existing, rows: new Map([...existing.rows, ...rows.map((row) => [row.id, row] as const)]) };
}
