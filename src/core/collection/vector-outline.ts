import type { CollectionView } from './collection-view.ts';
import { sameOrigin } from './embedding-rows.ts';
import { namesIn, type CollectionFiles } from './files.ts';
import { SLICE, type Pause } from './index-entries.ts';
import { decodeJson, parseJson } from './json.ts';
import { EMBEDDINGS_FOLDER, embeddingsPath, journalPath, journalsAmong } from './paths.ts';
import { embeddingsSchema, journalOriginSchema, journalRowSchema, type EmbeddingsFile } from './schema.ts';

/** Which images a model's vectors are of, without any of the vectors: digests of the images, by id. */
export interface VectorOutline extends Pick<EmbeddingsFile, 'model' | 'preprocessing' | 'dimension'> {
  readonly rows: ReadonlyMap<string, string>;
}

/** What the vectors of a name are of, by their description and by journals beside it; read in slices. */
export async function vectorOutline(
  files: CollectionFiles,
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

/**
 * The same for keeping: a string that was cut out of a text keeps all of that in memory, so the view's own are taken, and
 * others copied.
 */
export async function keptOutline(
  outline: VectorOutline,
  view: CollectionView,
  pause: Pause,
): Promise<VectorOutline> {
  const rows = new Map<string, string>();
  let count = 0;
  for (const [id, sha256] of outline.rows) {
    if (++count % SLICE === 0) await pause();
    const image = view.image(id);
    rows.set(image?.id ?? copied(id), image?.sha256 === sha256 ? image.sha256 : copied(sha256));
  }
  return { ...outline, rows };
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

async function described(
  files: CollectionFiles,
  name: string,
  pause: Pause,
): Promise<VectorOutline | undefined> {
  const path = embeddingsPath(name, 'json');
  return files.problems.ofCache(path, async () => {
    const text = await files.store.readText(path);
    return text === undefined ? undefined : parseDescription(text, path, pause);
  });
}

/** As `encodeJson` writes a row: an id and a digest, in this order. */
const ROW =
  /\s*\{\s*"id":\s*("[^"\\]*(?:\\.[^"\\]*)*"),\s*"sha256":\s*("[^"\\]*(?:\\.[^"\\]*)*")\s*\}\s*(,?)/y;

/**
 * The rows one by one, with pauses: of a hundred thousand, `JSON.parse` would hold the event loop. A file that is written
 * in another way is parsed as a whole.
 */
async function parseDescription(text: string, path: string, pause: Pause): Promise<VectorOutline> {
  const start = /"rows":\s*\[/.exec(text);
  const rows = new Map<string, string>();
  let at = start === null ? -1 : start.index + start[0].length;
  for (let more = at >= 0; more;) {
    ROW.lastIndex = at;
    const [whole = '', id = '', digest = '', comma] = ROW.exec(text) ?? [];
    if (whole === '') break;
    rows.set(parseString(id), parseString(digest));
    at += whole.length;
    more = comma === ',';
    if (rows.size % SLICE === 0) await pause();
  }
  if (at < 0 || text[at] !== ']') {
    const whole = decodeJson(text, embeddingsSchema, path);
    return { ...whole, rows: new Map(whole.rows.map(({ id, sha256 }) => [id, sha256])) };
  }
  const rest = text.slice(0, (start?.index ?? 0) + (start?.[0].length ?? 0)) + text.slice(at);
  const { model, preprocessing, dimension } = decodeJson(rest, embeddingsSchema, path);
  return { model, preprocessing, dimension, rows };
}

/** What a string in quotes says; few have anything to unescape. What is no string is what no image is called. */
function parseString(text: string): string {
  if (!text.includes('\\')) return text.slice(1, -1);
  const parsed = parseJson(text);
  return typeof parsed === 'string' ? parsed : '';
}

function copied(text: string): string {
  return ` ${text}`.slice(1);
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
  for (const [at, line] of lines.entries()) {
    if (at % SLICE === SLICE - 1) await pause();
    const row = journalRowSchema.safeParse(parseJson(line)).data;
    if (row !== undefined) rows.set(row.id, row.sha256);
  }
  const { model, preprocessing, dimension } = origin;
  return { model, preprocessing, dimension, rows };
}
