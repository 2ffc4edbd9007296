import * as l10n from '@vscode/l10n';
import { isAboutOneFile, LexiclipError } from '../errors.ts';
import { sizeLimit } from './file-rules.ts';
import type { Pause } from './index-entries.ts';
import { parsedFile, type FileReader, type KnownImage } from './parsed-files.ts';
import { PART_BYTES } from './store.ts';
import type { StoredMap } from './stored-map.ts';

/** A version of a map's file. */
export interface MapVersion {
  /** The file's path in the collection. */
  readonly path: string;
  /** For people: `HEAD`, `Index`, the start of a commit's digest. */
  readonly label: string;
}

/**
 * A map as its file had it in another version. It is called `umap (HEAD)`: nothing takes it for the collection's own.
 * @throws LexiclipError `no-earlier-map` where the version has no such file, or none that can be used.
 */
export async function readEarlierMap(
  bytes: Uint8Array,
  { path, label }: MapVersion,
  known: KnownImage,
  pause: Pause,
): Promise<StoredMap> {
  const refused = (detail?: string): LexiclipError =>
    new LexiclipError({
      kind: 'no-earlier-map',
      path,
      version: label,
      ...(detail === undefined ? {} : { detail }),
    });
  // Git answers a file that a version does not have by an empty one.
  if (bytes.length === 0) throw refused();
  if (bytes.length > sizeLimit(path)) throw refused(l10n.t('it is too large'));
  try {
    const map = await parsedFile('map', readerOf(bytes, pause), path, known);
    if (map === undefined) throw refused();
    return { ...map, name: `${map.name} (${label})` };
  } catch (error) {
    if (!isAboutOneFile(error)) throw error;
    throw refused('detail' in error.failure ? error.failure.detail : l10n.t('it is damaged'));
  }
}

/** One file, whatever it is called. */
function readerOf(bytes: Uint8Array, pause: Pause): FileReader {
  return {
    readParts: async (_path, take) => {
      for (let at = 0; at < bytes.length; at += PART_BYTES) {
        await pause();
        await take(bytes.subarray(at, at + PART_BYTES));
      }
      return true;
    },
    readText: () => Promise.resolve(new TextDecoder().decode(bytes)),
  };
}
