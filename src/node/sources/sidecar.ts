import type { ContainedFile } from '../../core/collection/store.ts';
import type { Sidecar } from '../../core/fetch/folder-record.ts';
import { readContained } from '../collection/contained.ts';
import { decodeText } from '../decode-text.ts';
import type { MetadataLists } from './metadata-list.ts';

/** More than anyone writes about an image; a workflow of ComfyUI has some hundred kilobytes. */
const MOST_BYTES = 16 * 2 ** 20;

/** The endings of files beside an image, the most trusted first. */
const ENDINGS = ['json', 'txt', 'caption'];

export interface SidecarFolder {
  /** Where each text really is, by the path that it is found under. */
  readonly texts: ReadonlyMap<string, ContainedFile>;
  readonly lists: MetadataLists;
}

/**
 * The texts that belong to an image: `a.png.json` (gallery-dl), `a.json` (img2dataset), `a.txt` (AUTOMATIC1111, kohya),
 * `a.caption` (kohya), and what lists beside them say (metadata-rows.ts). The most trusted first; what cannot be read is
 * left out.
 */
export async function readSidecars(file: string, sidecars: SidecarFolder): Promise<readonly Sidecar[]> {
  const stem = file.replace(/\.[^./]+$/, '');
  const found: Sidecar[] = [];
  for (const ending of ENDINGS) {
    for (const name of [`${file}.${ending}`, `${stem}.${ending}`]) {
      const text = await textOf(name, sidecars);
      if (text !== undefined) found.push({ place: `sidecar:${ending}`, text });
    }
  }
  const rows = await sidecars.lists.rowsOf(file);
  return [...found, ...rows.map(({ list, row }) => ({ place: `list:${list}`, row }))];
}

async function textOf(name: string, { texts }: SidecarFolder): Promise<string | undefined> {
  const file = texts.get(name);
  if (file === undefined) return undefined;
  try {
    const bytes = await readContained(file, MOST_BYTES);
    return bytes === undefined ? undefined : decodeText(bytes);
  } catch {
    return undefined;
  }
}
