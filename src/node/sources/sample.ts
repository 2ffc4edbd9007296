import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { conceptKey } from '../../core/concepts.ts';
import { LexiclipError } from '../../core/errors.ts';
import type { ImageSource, SourceRecord } from '../../core/fetch/source.ts';

const indexSchema = z.object({
  concepts: z.record(
    z.string(),
    z.array(z.looseObject({ id: z.string(), src: z.string() }).catchall(z.json())),
  ),
});

/**
 * The drawings that come with LexiCLIP: twelve concepts, at least ten of each, with author and licence.
 * @param folder Absolute path of the built sample (`media/sample`).
 */
export function sampleSource(folder: string): ImageSource {
  return {
    id: 'sample',
    keepsAnswers: false,
    async search(query): Promise<readonly SourceRecord[]> {
      const { concepts } = indexSchema.parse(
        JSON.parse(await readFile(path.join(folder, 'index.json'), 'utf8')),
      );
      const known = Object.keys(concepts);
      const records = known.includes(conceptKey(query)) ? concepts[conceptKey(query)] : undefined;
      if (records === undefined) {
        throw new LexiclipError({
          kind: 'unknown-sample-concept',
          concept: query,
          known,
        });
      }
      return records.map((record) => ({ id: record.id, raw: record, locations: [record.src] }));
    },
    image: (location) => readFile(path.join(folder, ...location.split('/'))),
  };
}
