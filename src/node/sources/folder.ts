import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { conceptKey } from '../../core/collection/paths.ts';
import { LexiclipError } from '../../core/errors.ts';
import type { ImageSource, SourceRecord } from '../../core/ports.ts';

const IMAGE = /\.(jpe?g|png|webp|gif|avif|tiff?|svg)$/i;

/**
 * The user's own images: each sub-folder of `folder` is a concept, its images are copied into the collection.
 * An image's id is its path below `folder`, and its prompt is that path's words.
 */
export function folderSource(folder: string): ImageSource {
  return {
    id: 'folder',
    keepsAnswers: false,
    concepts: () => conceptFolders(folder),
    async search(query): Promise<readonly SourceRecord[]> {
      const concept = (await conceptFolders(folder)).find((name) => conceptKey(name) === conceptKey(query));
      if (concept === undefined) return [];
      const names = (await readdir(path.join(folder, concept))).filter((name) => IMAGE.test(name)).sort();
      return names.map((name) => {
        const file = `${concept}/${name}`;
        return { id: file, raw: { id: file, prompt: words(file), file }, locations: [file] };
      });
    },
    image: (location) => readFile(path.join(folder, ...location.split('/'))),
  };
}

/**
 * The names of the sub-folders, sorted.
 * @throws LexiclipError `bad-argument` where `folder` is no folder.
 */
async function conceptFolders(folder: string): Promise<string[]> {
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder)
    throw new LexiclipError({ kind: 'bad-argument', argument: folder, problem: 'is not a folder' });
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

function words(file: string): string {
  return file
    .replace(IMAGE, '')
    .replace(/[/_-]+/g, ' ')
    .trim();
}
