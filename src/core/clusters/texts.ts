import type { CollectedDependencies } from '../collection/collected-vectors.ts';
import type { CollectedImage } from '../collection/collection-view.ts';
import { SLICE } from '../collection/index-entries.ts';

/** Texts by row: an image's prompt, or where it has none and concepts may be shown, their names. */
export function textsOf(
  images: readonly CollectedImage[],
  concepts: readonly string[],
): (row: number) => string {
  return (row) => {
    const { prompt = '', concepts: own = [] } = images[row] ?? {};
    return prompt === '' ? own.flatMap((index) => concepts[index] ?? []).join(', ') : prompt;
  };
}

/** Digest of the texts that names are made of. */
export async function textsDigest(
  texts: (row: number) => string,
  count: number,
  { sha256, collection }: Pick<CollectedDependencies, 'sha256' | 'collection'>,
): Promise<string> {
  const running = sha256.start();
  for (let row = 0; row < count; row++) {
    if (row % SLICE === SLICE - 1) await collection.pause();
    // A length before each: no two lists of texts are one text then.
    const text = texts(row);
    running.update(`${text.length} ${text}`);
  }
  return running.digest();
}
