import { z } from 'zod';
import { LexiclipError } from '../errors.ts';
import type { Sha256 } from '../sha256.ts';
import type { CollectionFiles } from './files.ts';
import {
  SLICE,
  type ConceptEntry,
  type IndexEntries,
  type Pause,
  type PromptEntry,
} from './index-entries.ts';
import { decodeVersioned, parseJson, parseShallow } from './json.ts';
import { conceptSlug, fileName, INDEX_PATH } from './paths.ts';
import { conceptSchema, FORMAT_VERSION, LONGEST_NAME, LONGEST_TEXT } from './schema.ts';
import { writeAnew, writeCache } from './write-anew.ts';

/*
 * `cache/index.jsonl`: an index as it was read, so that the next process reads only what is another by then. The first
 * line vouches for all others; then a line for each concept, followed by one for each of its images.
 */

/** The byte that ends a line. */
const NEWLINE = 0x0a;
/** Bytes whose lines are taken within some milliseconds. */
const DECODED_AT_ONCE = 250_000;

const headerSchema = z.looseObject({ formatVersion: z.literal(FORMAT_VERSION), sha256: z.string() });

const name = z.string().max(LONGEST_NAME);
/** Its folder follows from the name: a path that a file merely names is not taken. */
const conceptLineSchema = z.object({ name, stamp: name, file: conceptSchema });

const imageLineSchema = z.tuple([
  /* id */ name,
  /* stamp */ name,
  /* prompt */ z.string().max(LONGEST_TEXT),
  /* nsfw */ z.boolean(),
  /* grid */ z.boolean(),
  /* image */ name,
  /* sha256 */ name,
]);

/** What keeping an index takes. */
export interface Indexing {
  readonly sha256: Sha256;
  readonly pause: Pause;
  /** From UTF-8. */
  readonly decodeText: (bytes: Uint8Array) => string;
}

/** What was kept; undefined where there is nothing, or what is damaged. */
export async function readIndex(files: CollectionFiles, indexing: Indexing): Promise<IndexEntries> {
  return files.problems.ofCache(INDEX_PATH, async () => {
    const bytes = await files.store.read(INDEX_PATH);
    if (bytes === undefined) return undefined;
    const end = bytes.indexOf(NEWLINE) + 1;
    const header = decodeVersioned(indexing.decodeText(bytes.subarray(0, end)), headerSchema, INDEX_PATH);
    const body = bytes.subarray(end);
    if ((await indexing.sha256(body)) !== header.sha256) throw damaged('its digest is another');
    return decode(body, indexing);
  });
}

/** Replaces what was kept, unless a newer version wrote it. Only for the one process that may write. */
export async function writeIndex(
  files: CollectionFiles,
  entries: IndexEntries,
  { sha256, pause }: Indexing,
): Promise<void> {
  if (entries === undefined || files.problems.failureOf(INDEX_PATH)?.kind === 'newer-format') return;
  const body = await encode(entries, pause);
  const header = JSON.stringify({ formatVersion: FORMAT_VERSION, sha256: await sha256(body) });
  await writeCache(files, INDEX_PATH, () => writeAnew(files, INDEX_PATH, `${header}\n${body}`));
}

async function encode(entries: readonly ConceptEntry[], pause: Pause): Promise<string> {
  const pieces: string[] = [];
  let lines: string[] = [];
  for (const { name, stamp, concept, prompts } of entries) {
    // What has to be read again is not kept.
    if (stamp === undefined || concept === undefined) continue;
    lines.push(JSON.stringify({ name, stamp, file: concept }));
    for (const { id, stamp, facts } of prompts.values()) {
      if (stamp === undefined || facts === undefined) continue;
      const { prompt, nsfw, grid, image, sha256 } = facts;
      lines.push(JSON.stringify([id, stamp, prompt, nsfw, grid, image, sha256]));
      if (lines.length < SLICE) continue;
      pieces.push(lines.join('\n'));
      lines = [];
      await pause();
    }
  }
  return [...pieces, ...lines, ''].join('\n');
}

async function decode(body: Uint8Array, { pause, decodeText }: Indexing): Promise<readonly ConceptEntry[]> {
  const entries: ConceptEntry[] = [];
  // Some lines at a time: as one text, an index of 100,000 images would take 50 MB more.
  for (let at = 0; at < body.length;) {
    const end = body.lastIndexOf(NEWLINE, at + DECODED_AT_ONCE) + 1;
    const whole = end > at ? end : body.indexOf(NEWLINE, at) + 1;
    if (whole === 0) throw damaged('its last line has no end');
    for (const line of decodeText(body.subarray(at, whole - 1)).split('\n')) takeLine(entries, line);
    at = whole;
    await pause();
  }
  return entries;
}

/** An image belongs to the concept whose line came last. */
function takeLine(entries: ConceptEntry[], text: string): void {
  // An image's line has fixed fields, a concept's may have any.
  const line = text.startsWith('[') ? parseShallow(text) : parseJson(text);
  const prompts = entries.at(-1)?.prompts as Map<string, PromptEntry> | undefined;
  const image = Array.isArray(line) ? imageLineSchema.safeParse(line).data : undefined;
  if (image !== undefined && prompts !== undefined) {
    const [id, stamp, prompt, nsfw, grid, place, sha256] = image;
    prompts.set(fileName(id), { id, stamp, facts: { prompt, nsfw, grid, image: place, sha256 } });
    return;
  }
  const concept = conceptLineSchema.safeParse(line).data;
  if (concept === undefined) throw damaged('a line is none of its');
  const { name, stamp, file } = concept;
  entries.push({ name, slug: conceptSlug(name), stamp, concept: file, prompts: new Map() });
}

function damaged(detail: string): LexiclipError {
  return new LexiclipError({ kind: 'corrupt-file', path: INDEX_PATH, detail });
}
