import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import { isPlainPath } from '../collection/file-rules.ts';
import type { CollectionFiles } from '../collection/files.ts';
import { parseShallow } from '../collection/json.ts';
import { changePartPath, COLLECTION_PATH } from '../collection/paths.ts';
import { readLines } from '../collection/read-lines.ts';
import { LexiclipError } from '../errors.ts';
import type { Splice } from './splice.ts';

/*
 * The lines of a change, in the parts of its journal. A journal may be anyone's: what a line names is a file that changes
 * are made of, or the line is none.
 */

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const path = z.string().refine(isChangeable);

const splicedSchema = z.object({
  path,
  /** Digests of both states, null where the file is not there. */
  before: digest.nullable(),
  after: digest.nullable(),
  at: z.number().int().nonnegative(),
  out: z.string(),
  in: z.string(),
});
/** An image that the change took: its bytes are kept as they were. */
const takenSchema = z.object({ path: z.string().refine(isImagePath), kept: z.number().int().nonnegative() });
const lineSchema = z.union([splicedSchema, takenSchema]);

export type SplicedFile = z.infer<typeof splicedSchema> & Splice;
/** What a change does to one file. */
export type ChangeLine = z.infer<typeof lineSchema>;

/** Whether a change may write a file: the list of concepts, a concept, a prompt file. */
export function isChangeable(file: string): boolean {
  return (
    file === COLLECTION_PATH ||
    /^concepts\/[a-z0-9][a-z0-9_-]{0,99}\/[a-z0-9][a-z0-9_-]{0,99}\.json$/.test(file)
  );
}

/** Whether a change may take an image away: one of the collection's own. */
export function isImagePath(image: string): boolean {
  return isPlainPath(image) && /^images\/[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(image);
}

/** The lines of a part. @throws LexiclipError `damaged-cache` where it is not there or not as it was written. */
export async function readPart(
  { store }: CollectionFiles,
  change: number,
  part: number,
): Promise<readonly ChangeLine[]> {
  const file = changePartPath(change, part);
  const lines: ChangeLine[] = [];
  const isThere = await readLines(store, file, (text) => {
    for (const line of text.split('\n')) {
      if (line === '') continue;
      const parsed = lineSchema.safeParse(parseShallow(line)).data;
      if (parsed === undefined) throw damaged(file, l10n.t('a line is none of its'));
      lines.push(parsed);
    }
  });
  if (!isThere) throw damaged(file, l10n.t('it is missing'));
  return lines;
}

export function damaged(file: string, detail: string): LexiclipError {
  return new LexiclipError({ kind: 'damaged-cache', path: file, detail });
}
