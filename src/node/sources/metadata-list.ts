import path from 'node:path';
import type { JsonObject } from '../../core/collection/json-value.ts';
import type { ContainedFile } from '../../core/collection/store.ts';
import { readContained } from '../collection/contained.ts';
import { decodeText } from '../decode-text.ts';
import { listForm, parseRows, type Rows } from './metadata-rows.ts';

/** Some hundred thousand rows. */
const MOST_BYTES = 256 * 2 ** 20;

/** What a list says of an image. */
export interface ListedRow {
  /** The list's name. */
  readonly list: string;
  readonly row: JsonObject;
}

/** The lists of a folder of images that say something of each, every one read once. */
export class MetadataLists {
  /** By folder, where each list really is by its name. */
  readonly #lists = new Map<string, Map<string, ContainedFile>>();
  readonly #read = new Map<ContainedFile, Promise<Rows>>();

  /** @param texts Where each text really is, by the path below the images' folder that it is found under. */
  constructor(texts: ReadonlyMap<string, ContainedFile>) {
    for (const [file, target] of texts) {
      const name = path.posix.basename(file);
      if (listForm(name) === undefined) continue;
      const folder = folderOf(file);
      this.#lists.set(
        folder,
        (this.#lists.get(folder) ?? new Map<string, ContainedFile>()).set(name, target),
      );
    }
  }

  /** What lists say of an image, the nearest one first. */
  async rowsOf(file: string): Promise<readonly ListedRow[]> {
    const found: ListedRow[] = [];
    for (let folder: string | undefined = folderOf(file); folder !== undefined; folder = parentOf(folder)) {
      const inside = folder === '' ? file : file.slice(folder.length + 1);
      for (const [list, target] of this.#lists.get(folder) ?? []) {
        const rows = await this.#rows(target, list);
        const row = rows.get(inside) ?? rows.get(inside.replace(/\.[^./]+$/, ''));
        if (row !== undefined) found.push({ list, row });
      }
    }
    return found;
  }

  #rows(target: ContainedFile, name: string): Promise<Rows> {
    const known = this.#read.get(target) ?? readRows(target, name);
    this.#read.set(target, known);
    return known;
  }
}

async function readRows(target: ContainedFile, name: string): Promise<Rows> {
  const bytes = await readContained(target, MOST_BYTES).catch(() => undefined);
  const folder = path.basename(path.dirname(path.join(target.folder, target.path)));
  return bytes === undefined ? new Map() : parseRows(decodeText(bytes), name, folder);
}

/** The folder of a path below the first one: '' for that. */
function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

function parentOf(folder: string): string | undefined {
  return folder === '' ? undefined : folderOf(folder);
}
