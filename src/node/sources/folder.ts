import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import pLimit from 'p-limit';
import type { JsonObject } from '../../core/collection/json-value.ts';
import type { ContainedFile } from '../../core/collection/store.ts';
import type { ImageDecoder } from '../../core/embed/image-decoder.ts';
import { LexiclipError } from '../../core/errors.ts';
import { folderRecord } from '../../core/fetch/folder-record.ts';
import type { ImageSource, SourceRecord } from '../../core/fetch/source.ts';
import { localNumber } from '../../core/language.ts';
import { realFolder } from '../collection/folder-store.ts';
import { openImage } from '../collection/open-image.ts';
import { pathBelow } from '../path-below.ts';
import { MetadataLists } from './metadata-list.ts';
import { readSidecars, type SidecarFolder } from './sidecar.ts';
import { walkFolder, type Place, type Walk } from './walk.ts';

/** Far below the least number of open files that a system allows (256 on macOS). */
const CONCURRENT_READS = 16;

/** Their texts are in memory at a time: of some hundred, even graphs of a megabyte are not too much. */
const IMAGES_AT_ONCE = 200;

export interface FolderSourceOptions {
  /** Absolute path of the images' folder. */
  readonly folder: string;
  /** Absolute path of the collection, links resolved; images are named relative to it. */
  readonly collection: string;
  /** Whether images are copied into the collection; else they stay where they are, and are looked at there. */
  readonly copy: boolean;
  /** Other folders, absolute, links resolved, whose images the collection may read: links into them are followed. */
  readonly trusted: () => Promise<readonly string[]>;
  /** Whether texts that are hidden in pixels are looked for: each PNG and WebP is decoded for it. */
  readonly hiddenTexts: boolean;
  readonly decoder: ImageDecoder;
}

/**
 * The user's own images: each sub-folder that has some is a concept, by its exact name, and so is the folder itself. A
 * prompt is what a sidecar says, else what the tool that made the image left in it; without either there is none.
 */
export function folderSource(options: FolderSourceOptions): ImageSource {
  const { folder, collection, copy, hiddenTexts, decoder } = options;
  const real = realFolder(folder);
  let reading: Promise<Listing> | undefined;
  const listing = (): Promise<Listing> => (reading ??= listFolder(options, real));
  return {
    id: 'folder',
    keepsAnswers: false,
    hasExactNames: true,
    covers: (reference) => pathBelow(path, real, path.resolve(collection, reference)) !== undefined,
    concepts: async () => [...(await listing()).walk.concepts.keys()],
    skipped: async () => (await listing()).walk.skipped,
    async search(query, count, { signal, onWait }): Promise<readonly SourceRecord[]> {
      const { walk, sidecars } = await listing();
      const images = walk.concepts.get(query) ?? [];
      const records: SourceRecord[] = [];
      const limit = pLimit(CONCURRENT_READS);
      const recordOf = ({ file, target }: Place, raw: JsonObject): SourceRecord => {
        const absolute = path.join(target.folder, target.path);
        const reference = path.relative(collection, absolute).replaceAll(path.sep, '/');
        return { id: file, raw, locations: [file], ...(copy ? {} : { reference }) };
      };
      // What an image says of itself is read for those that are taken only, some at a time: graphs are long.
      for (let from = 0; from < Math.min(count, images.length); from += IMAGES_AT_ONCE) {
        if (from > 0) onWait(l10n.t('{0} of {1} images read', localNumber(from), localNumber(images.length)));
        const some = images.slice(from, Math.min(from + IMAGES_AT_ONCE, count));
        const files = some.map(({ target }) => target);
        const texts = await decoder.texts(files, signal, hiddenTexts);
        const read = some.map(async (image, index) => {
          const beside = await limit(readSidecars, image.file, sidecars);
          return recordOf(image, folderRecord(image.file, beside, texts[index] ?? []));
        });
        records.push(...(await Promise.all(read)));
      }
      const others = images.slice(records.length);
      return [...records, ...others.map((image) => recordOf(image, { id: image.file, file: image.file }))];
    },
    async image(location) {
      const target = (await listing()).targets.get(location);
      if (target === undefined) throw new RangeError('only what was listed is opened');
      return openImage(target);
    },
  };
}

interface Listing {
  readonly walk: Walk;
  readonly sidecars: SidecarFolder;
  /** Where each image really is, by the path that it is found under. */
  readonly targets: ReadonlyMap<string, ContainedFile>;
}

/** @throws LexiclipError `bad-argument` where `folder` is no folder, `no-images-in-folder` where it has none. */
async function listFolder(options: FolderSourceOptions, real: string): Promise<Listing> {
  const { folder, collection, trusted } = options;
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder)
    throw new LexiclipError({ kind: 'bad-argument', argument: folder, problem: l10n.t('is not a folder') });
  const walk = await walkFolder(real, await trusted(), collection);
  const { concepts, texts, skipped } = walk;
  if (concepts.size === 0) throw new LexiclipError({ kind: 'no-images-in-folder', folder, skipped });
  const targets = new Map([...concepts.values()].flat().map(({ file, target }) => [file, target]));
  return { walk, targets, sidecars: { texts, lists: new MetadataLists(texts) } };
}
