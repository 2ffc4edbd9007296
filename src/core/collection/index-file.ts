import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import { LexiclipError } from '../errors.ts';
import type { RunningSha256, Sha256 } from '../sha256.ts';
import type { CollectionFiles } from './files.ts';
import { shared } from './image-facts.ts';
import { categoryFields, numberFields, type ImageFields } from './image-fields.ts';
import {
  SLICE,
  type ConceptEntry,
  type IndexEntries,
  type Pause,
  type PromptEntry,
} from './index-entries.ts';
import { decodeVersioned, parseJson, parseShallow } from './json.ts';
import { conceptSlug, fileName, INDEX_PATH, spelledSlug } from './paths.ts';
import { readLines } from './read-lines.ts';
import { conceptSchema, FORMAT_VERSION, LONGEST_NAME, LONGEST_TEXT } from './schema.ts';
import { writeAnew, writeCache } from './write-anew.ts';

/*
 * `cache/index.jsonl`: an index as it was read, so that the next process reads only what is another by then. The first
 * line says which format it has; then comes a line for each concept, followed by one for each of its images; the last line
 * vouches for all between.
 */

/** What is read of a prompt file. An index that knows less of them is not used, and not damaged either. */
const READS = 3;

/** How the last line begins; no other does. */
const LAST = '{"sha256":"';

const headerSchema = z.looseObject({
  formatVersion: z.literal(FORMAT_VERSION),
  reads: z.number().default(1),
});
const lastLineSchema = z.object({ sha256: z.string() });

const name = z.string().max(LONGEST_NAME);
/** Its folder follows from the name: a path that a file merely names is not taken. */
const conceptLineSchema = z.object({
  name,
  /** Whether another concept has the plain folder name. */
  isSpelled: z.boolean().optional(),
  stamp: name,
  file: conceptSchema,
});

const fieldsSchema: z.ZodType<ImageFields> = z.object({
  ...Object.fromEntries(categoryFields.map((field) => [field, name.optional()])),
  ...Object.fromEntries(numberFields.map((field) => [field, z.number().optional()])),
  tags: z.array(name).optional(),
  rating: z.number().optional(),
});

const imageLineSchema = z.tuple([
  /* id */ name,
  /* stamp */ name,
  /* prompt */ z.string().max(LONGEST_TEXT),
  /* nsfw */ z.boolean(),
  /* grid */ z.boolean(),
  /* image */ name,
  /* sha256 */ name,
  /* fields */ fieldsSchema,
  /* negative prompt */ z.string().max(LONGEST_TEXT),
]);

/** What keeping an index takes. */
export interface Indexing {
  readonly sha256: Sha256;
  readonly pause: Pause;
}

/** What was kept; undefined where there is nothing, or what is damaged. */
export function readIndex(files: CollectionFiles, { sha256 }: Indexing): Promise<IndexEntries> {
  return files.problems.ofCache(INDEX_PATH, async () => {
    const lines = new IndexLines(sha256.start());
    const isThere = await readLines(files.store, INDEX_PATH, (some) => {
      lines.add(some);
    });
    return isThere ? lines.entries() : undefined;
  });
}

/** Replaces what was kept, unless a newer version wrote it. Only for the one process that may write. */
export async function writeIndex(
  files: CollectionFiles,
  entries: IndexEntries,
  { sha256, pause }: Indexing,
): Promise<void> {
  if (entries === undefined || files.problems.failureOf(INDEX_PATH)?.kind === 'newer-format') return;
  await writeCache(files, INDEX_PATH, () =>
    writeAnew(files, INDEX_PATH, () => encode(entries, sha256.start(), pause)),
  );
}

async function* encode(
  entries: readonly ConceptEntry[],
  hash: RunningSha256,
  pause: Pause,
): AsyncGenerator<string> {
  yield `${JSON.stringify({ formatVersion: FORMAT_VERSION, reads: READS })}\n`;
  let lines: string[] = [];
  const taken = (): string => {
    const text = lines.map((line) => `${line}\n`).join('');
    lines = [];
    hash.update(text);
    return text;
  };
  for (const { name, slug, stamp, concept, prompts } of entries) {
    // What has to be read again is not kept.
    if (stamp === undefined || concept === undefined) continue;
    const spelled = slug === conceptSlug(name) ? {} : { isSpelled: true };
    lines.push(JSON.stringify({ name, ...spelled, stamp, file: concept }));
    for (const { id, stamp, facts } of prompts.values()) {
      if (stamp === undefined || facts === undefined) continue;
      const { prompt, nsfw, grid, image, sha256, fields, negativePrompt } = facts;
      lines.push(JSON.stringify([id, stamp, prompt, nsfw, grid, image, sha256, fields, negativePrompt]));
      if (lines.length < SLICE) continue;
      yield taken();
      await pause();
    }
  }
  yield taken();
  yield `${LAST}${hash.digest()}"}\n`;
}

/** The lines of an index, as they are read; what is wrong with them is thrown. */
class IndexLines {
  readonly #hash: RunningSha256;
  readonly #entries: ConceptEntry[] = [];
  #place: 'first' | 'between' | 'after' = 'first';
  #isOlder = false;

  constructor(hash: RunningSha256) {
    this.#hash = hash;
  }

  /** @param lines Whole ones. */
  add(lines: string): void {
    let rest = lines;
    if (this.#place === 'first') {
      const end = lines.indexOf('\n') + 1;
      const { reads } = decodeVersioned(lines.slice(0, end), headerSchema, INDEX_PATH);
      this.#isOlder = reads < READS;
      this.#place = 'between';
      rest = lines.slice(end);
    }
    if (rest === '' || this.#isOlder) return;
    if (this.#place === 'after') throw damaged(l10n.t('there is more behind its last line'));
    const last = rest.startsWith(LAST) ? 0 : rest.indexOf(`\n${LAST}`) + 1 || rest.length;
    const between = rest.slice(0, last);
    this.#hash.update(between);
    if (between !== '') for (const line of between.slice(0, -1).split('\n')) takeLine(this.#entries, line);
    if (last < rest.length) this.#end(rest.slice(last));
  }

  /** Undefined where an older version wrote it. @throws LexiclipError `corrupt-file` where its end is missing. */
  entries(): IndexEntries {
    if (this.#isOlder) return undefined;
    if (this.#place !== 'after') throw damaged(l10n.t('its last line is missing'));
    return this.#entries;
  }

  #end(line: string): void {
    if (lastLineSchema.safeParse(parseJson(line)).data?.sha256 !== this.#hash.digest())
      throw damaged(l10n.t('its digest is another'));
    this.#place = 'after';
  }
}

/** An image belongs to the concept whose line came last. */
function takeLine(entries: ConceptEntry[], text: string): void {
  // An image's line has fixed fields, a concept's may have any.
  const line = text.startsWith('[') ? parseShallow(text) : parseJson(text);
  const prompts = entries.at(-1)?.prompts as Map<string, PromptEntry> | undefined;
  const image = Array.isArray(line) ? imageLineSchema.safeParse(line).data : undefined;
  if (image !== undefined && prompts !== undefined) {
    const [text, stamp, prompt, nsfw, grid, place, sha256, fields, negative] = image;
    // The concept's line names it too, mostly at the same place: one of the two texts is enough.
    const named = entries.at(-1)?.concept?.images[prompts.size];
    const id = named === text ? named : text;
    const negativePrompt = shared(negative);
    const facts = { prompt, negativePrompt, nsfw, grid, image: place, sha256, fields };
    prompts.set(fileName(id), { id, stamp, facts });
    return;
  }
  const concept = conceptLineSchema.safeParse(line).data;
  if (concept === undefined) throw damaged(l10n.t('a line is none of its'));
  const { name, isSpelled = false, stamp, file } = concept;
  const slug = isSpelled ? spelledSlug(name) : conceptSlug(name);
  entries.push({ name, slug, stamp, concept: file, prompts: new Map() });
}

function damaged(detail: string): LexiclipError {
  return new LexiclipError({ kind: 'corrupt-file', path: INDEX_PATH, detail });
}
