import { stat } from 'node:fs/promises';
import path from 'node:path';
import pLimit from 'p-limit';
import type { ImageDecoder } from '../../core/embed/image-decoder.ts';
import { LexiclipError } from '../../core/errors.ts';
import { folderRecord } from '../../core/fetch/folder-record.ts';
import type { ImageSource, SourceRecord } from '../../core/fetch/source.ts';
import { realFolder } from '../collection/folder-store.ts';
import { openImage } from '../collection/open-image.ts';
import { pathBelow } from '../path-below.ts';
import { MetadataLists } from './metadata-list.ts';
import { readSidecars, type SidecarFolder } from './sidecar.ts';
import { walkFolder, type Walk } from './walk.ts';

/** Far below the least number of open files that a system allows (256 on macOS). */
const CONCURRENT_READS = 16;

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
 * The user's own images: each sub-folder that has some is a concept, by its exact name, and so is the folder itself. A
 * prompt is what a sidecar says, else what the tool that made the image left in it; without either there is none.
 */
export function folderSource({ folder, collection, copy, decoder }: FolderSourceOptions): ImageSource {
  const real = realFolder(folder);
  let reading: Promise<Listing> | undefined;
  const listing = (): Promise<Listing> => (reading ??= listFolder(folder, real, collection));
  return {
    id: 'folder',
    keepsAnswers: false,
    hasExactNames: true,
    covers: (reference) => pathBelow(path, real, path.resolve(collection, reference)) !== undefined,
    concepts: async () => [...(await listing()).walk.concepts.keys()],
    skipped: async () => (await listing()).walk.skipped,
    async search(query, count, { signal }): Promise<readonly SourceRecord[]> {
      const { walk, sidecars } = await listing();
      const files = walk.concepts.get(query) ?? [];
      // What an image says of itself is read for those that are taken only.
      const taken = files.slice(0, count);
      const texts = await decoder.texts(
        taken.map((image) => ({ folder: real, path: image.real })),
        signal,
      );
      const limit = pLimit(CONCURRENT_READS);
      return await Promise.all(
        files.map(async (image, index) => {
          const { file } = image;
          const beside = index < count ? await limit(readSidecars, file, sidecars) : [];
          const raw = folderRecord(file, beside, texts[index] ?? []);
          const reference = path.relative(collection, path.join(real, image.real)).replaceAll(path.sep, '/');
          return { id: file, raw, locations: [image.real], ...(copy ? {} : { reference }) };
        }),
      );
    },
    image: (location) => openImage({ folder: real, path: location }),
  };
}

interface Listing {
  readonly walk: Walk;
  readonly sidecars: SidecarFolder;
}

/** @throws LexiclipError `bad-argument` where `folder` is no folder, `no-images-in-folder` where it has none. */
async function listFolder(folder: string, real: string, collection: string): Promise<Listing> {
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder)
    throw new LexiclipError({ kind: 'bad-argument', argument: folder, problem: 'is not a folder' });
  const walk = await walkFolder(real, collection);
  const { texts, skipped } = walk;
  if (walk.concepts.size === 0) throw new LexiclipError({ kind: 'no-images-in-folder', folder, skipped });
  return { walk, sidecars: { folder: real, texts, lists: new MetadataLists(real, texts) } };
}
