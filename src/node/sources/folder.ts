import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import pLimit from 'p-limit';
import type { JsonObject } from '../../core/collection/json-value.ts';
import { conceptKey } from '../../core/concepts.ts';
import type { ImageDecoder } from '../../core/embed/image-decoder.ts';
import { LexiclipError } from '../../core/errors.ts';
import type { ImageSource, SourceRecord } from '../../core/fetch/source.ts';
import { readGeneration } from '../../core/metadata/read-generation.ts';
import { realFolder } from '../collection/folder-store.ts';
import { openImage } from '../collection/open-image.ts';
import { readingFile } from '../file-errors.ts';
import { pathBelow } from '../path-below.ts';
import { readSidecar } from './sidecar.ts';

/** Far below the least number of open files that a system allows (256 on macOS). */
const CONCURRENT_READS = 16;

const IMAGE = /\.(jpe?g|png|webp|gif|avif|tiff?|svg)$/i;

export interface FolderSourceOptions {
  /** Absolute path of the images' folder. */
  readonly folder: string;
  /** Absolute path of the collection, links resolved; images are named relative to it. */
  readonly collection: string;
  /** Whether images are copied into the collection; else they stay where they are, and are looked at there. */
  readonly copy: boolean;
  readonly decoder: ImageDecoder;
}

/**
 * The user's own images: each sub-folder that has some is a concept, and so is the folder itself. A prompt is what a
 * sidecar (`.txt`, `.json`) says, else what the tool that made the image left in it, else the words of its file name.
 */
export function folderSource({ folder, collection, copy, decoder }: FolderSourceOptions): ImageSource {
  const real = realFolder(folder);
  let listing: Promise<ReadonlyMap<string, readonly string[]>> | undefined;
  const concepts = (): Promise<ReadonlyMap<string, readonly string[]>> => (listing ??= conceptsIn(folder));
  return {
    id: 'folder',
    keepsAnswers: false,
    covers: (reference) => pathBelow(path, real, path.resolve(collection, reference)) !== undefined,
    concepts: async () => [...(await concepts()).keys()],
    async search(query, count, { signal }): Promise<readonly SourceRecord[]> {
      const files =
        [...(await concepts())].find(([name]) => conceptKey(name) === conceptKey(query))?.[1] ?? [];
      // What an image says of itself is read for those that are taken only.
      const taken = files.slice(0, count);
      const texts = await decoder.texts(
        taken.map((file) => ({ folder: real, path: file })),
        signal,
      );
      const limit = pLimit(CONCURRENT_READS);
      return await Promise.all(
        files.map(async (file, index) => {
          const text = texts[index] ?? undefined;
          const made = text === undefined ? undefined : readGeneration(text);
          const sidecar = index < count ? await limit(readSidecar, { folder: real, path: file }) : {};
          const raw: JsonObject = { id: file, file, prompt: words(file), ...made, ...sidecar };
          const reference = path.relative(collection, path.join(real, file)).replaceAll(path.sep, '/');
          return { id: file, raw, locations: [file], ...(copy ? {} : { reference }) };
        }),
      );
    },
    image: (location) => openImage({ folder: real, path: location }),
  };
}

/**
 * The concepts of a folder and the images of each, as paths below it, sorted.
 * @throws LexiclipError `bad-argument` where `folder` is no folder.
 */
async function conceptsIn(folder: string): Promise<Map<string, string[]>> {
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder)
    throw new LexiclipError({ kind: 'bad-argument', argument: folder, problem: 'is not a folder' });
  const entries =
    (await readingFile(folder, () => readdir(folder, { withFileTypes: true, recursive: true }))) ?? [];
  const concepts = new Map<string, string[]>();
  for (const entry of entries) {
    if (!entry.isFile() || !IMAGE.test(entry.name)) continue;
    const file = path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/');
    // A collection, or another tool's folder, inside the user's: not the user's images.
    if (file.split('/').some((part) => part.startsWith('.'))) continue;
    const concept = file.includes('/') ? (file.split('/')[0] ?? '') : path.basename(folder);
    const files = concepts.get(concept) ?? [];
    files.push(file);
    concepts.set(concept, files);
  }
  return new Map([...concepts].sort().map(([concept, files]) => [concept, files.sort()]));
}

function words(file: string): string {
  return file
    .replace(IMAGE, '')
    .replace(/[/_-]+/g, ' ')
    .trim();
}
