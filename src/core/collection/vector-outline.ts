import { sameOrigin } from './embedding-rows.ts';
import { describedVectors } from './embeddings.ts';
import { namesIn, type CachedFiles, type CollectionFiles } from './files.ts';
import { inSlices } from './in-slices.ts';
import type { Pause } from './index-entries.ts';
import { parseJson } from './json.ts';
import { EMBEDDINGS_FOLDER, embeddingsPath, journalPath, journalsAmong } from './paths.ts';
import { journalOriginSchema, journalRowSchema, type EmbeddingsFile } from './schema.ts';

/** Which images a model's vectors are of, without any of the vectors: digests of the images, by id. */
export interface VectorOutline extends Pick<EmbeddingsFile, 'model' | 'preprocessing' | 'dimension'> {
  readonly rows: ReadonlyMap<string, string>;
}

/** What the vectors of a name are of, by their description and by journals beside it; read in slices. */
export async function vectorOutline(
  files: CachedFiles,
  name: string,
  pause: Pause,
): Promise<VectorOutline | undefined> {
  let outline = await described(files, name, pause);
  for (const path of await journals(files, name)) {
    const added = await files.problems.of(path, () => journaled(files, path, pause));
    if (added === undefined || added.rows.size === 0) continue;
    const before = sameOrigin(outline, added) ? (outline?.rows ?? []) : [];
    outline = { ...added, rows: new Map([...before, ...added.rows]) };
  }
  return outline;
}

/** Differs where the vectors of a name may be of other images than before. */
export async function vectorsStamp(files: CollectionFiles, name: string): Promise<string> {
  const paths = [embeddingsPath(name, 'json'), ...(await journals(files, name))];
  const stamps = await Promise.all(paths.map((path) => files.store.stamp(path)));
  return paths.map((path, at) => `${path} ${stamps[at] ?? ''}`).join('\n');
}

async function journals(files: CollectionFiles, name: string): Promise<readonly string[]> {
  return journalsAmong(await namesIn(files, EMBEDDINGS_FOLDER))
    .filter(
      ({ vectors, run }) => run !== '' && embeddingsPath(vectors, 'json') === embeddingsPath(name, 'json'),
    )
    .map(({ run }) => journalPath(name, run, 'jsonl'));
}

async function described(files: CachedFiles, name: string, pause: Pause): Promise<VectorOutline | undefined> {
  const description = await describedVectors(files, name);
  if (description === undefined) return undefined;
  const { model, preprocessing, dimension, ids, digests } = description;
  const rows = new Map<string, string>();
  await inSlices(ids, pause, (id, row) => {
    rows.set(id, digests[row] ?? '');
  });
  return { model, preprocessing, dimension, rows };
}

async function journaled(
  files: CollectionFiles,
  path: string,
  pause: Pause,
): Promise<VectorOutline | undefined> {
  const text = await files.store.readText(path);
  if (text === undefined) return undefined;
  // What a crash cut off is no line.
  const [first = '', ...lines] = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  const origin = journalOriginSchema.safeParse(parseJson(first)).data;
  if (origin === undefined) return undefined;
  const rows = new Map<string, string>();
  await inSlices(lines, pause, (line) => {
    const row = journalRowSchema.safeParse(parseJson(line)).data;
    if (row !== undefined) rows.set(row.id, row.sha256);
  });
  const { model, preprocessing, dimension } = origin;
  return { model, preprocessing, dimension, rows };
}
