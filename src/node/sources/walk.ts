import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ContainedFile } from '../../core/collection/store.ts';
import { SkipCounter, type SkippedFiles } from '../../core/skipped.ts';
import { readingFile, systemCode } from '../file-errors.ts';
import { pathBelow } from '../path-below.ts';
import { fileKind, reasonToLeave } from './walk-rules.ts';

export interface Place {
  /** Where the user finds it: below the folder, with `/` between names. */
  readonly file: string;
  /** Where it really is: elsewhere where a link leads to it. */
  readonly target: ContainedFile;
}

export interface Walk {
  /** By concept, which is the first folder on the way to them, by its exact name. Sorted. */
  readonly concepts: ReadonlyMap<string, readonly Place[]>;
  /** Files that may say something about images: where each really is, by the path that it is found under. */
  readonly texts: ReadonlyMap<string, ContainedFile>;
  readonly skipped: readonly SkippedFiles[];
}

/**
 * All images below a folder. Links are followed where they stay below it, or lead into another folder whose images may
 * be read; each file counts once, under its own name rather than a link's.
 * @param root Absolute, links resolved, as all of these.
 * @param trusted The other folders.
 * @param ignored A folder that is not the user's: the collection.
 */
export async function walkFolder(root: string, trusted: readonly string[], ignored: string): Promise<Walk> {
  const walker = new Walker(root, trusted, ignored);
  await walker.walk();
  const { texts, skips } = walker;
  return { concepts: conceptsOf(walker.images, path.basename(root)), texts, skipped: skips.all() };
}

/** A file or folder: below the first, and absolute, which is another path where a link leads to it. */
interface Found {
  readonly file: string;
  readonly real: string;
}

class Walker {
  /** By where each image really is. */
  readonly images = new Map<string, Place>();
  readonly texts = new Map<string, ContainedFile>();
  readonly skips = new SkipCounter();
  readonly #root: string;
  readonly #trusted: readonly string[];
  readonly #ignored: string;
  /** Where the folders really are that were read. */
  readonly #read = new Set<string>();
  #links: Found[] = [];

  constructor(root: string, trusted: readonly string[], ignored: string) {
    this.#root = root;
    this.#trusted = trusted;
    this.#ignored = ignored;
  }

  async walk(): Promise<void> {
    await this.#readFolder({ file: '', real: this.#root });
    while (this.#links.length > 0) {
      // Links in folders that links lead to come in the next round.
      const links = this.#links.sort((a, b) => (a.file < b.file ? -1 : 1));
      this.#links = [];
      for (const link of links) await this.#follow(link);
    }
  }

  /** Takes what is in a folder and in those below it, but for links. */
  async #readFolder(first: Found): Promise<void> {
    const folders = [first];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      if (this.#read.has(folder.real)) continue;
      this.#read.add(folder.real);
      for (const entry of await this.#entries(folder)) {
        const place = { file: below(folder.file, entry.name), real: path.join(folder.real, entry.name) };
        if (place.real === this.#ignored) continue;
        const reason = reasonToLeave(entry);
        if (reason !== undefined) {
          if (reason !== 'nothing') this.skips.add(reason, place.file);
        } else if (entry.isSymbolicLink()) this.#links.push(place);
        else if (entry.isDirectory()) folders.push(place);
        else if (entry.isFile()) this.#take(place);
      }
    }
  }

  async #entries(folder: Found): Promise<readonly Dirent[]> {
    const isRoot = folder.real === this.#root;
    try {
      const read = (): Promise<Dirent[]> => readdir(folder.real, { withFileTypes: true });
      return (await (isRoot ? readingFile(this.#root, read) : read())) ?? [];
    } catch (error) {
      if (isRoot || systemCode(error) === undefined) throw error;
      this.skips.add('not-readable', folder.file);
      return [];
    }
  }

  async #follow({ file, real: link }: Found): Promise<void> {
    let real;
    let found;
    try {
      real = await realpath(link);
      found = await stat(real);
    } catch (error) {
      this.skips.add(systemCode(error) === 'ELOOP' ? 'link-cycle' : 'broken-link', file);
      return;
    }
    if (!this.#mayRead(real)) this.skips.add('outside-folder', file);
    else if (found.isFile()) this.#take({ file, real });
    else if (pathBelow(path, real, link) !== undefined) this.skips.add('link-cycle', file);
    else if (this.#read.has(real)) this.skips.add('seen-already', file);
    else if (found.isDirectory()) await this.#readFolder({ file, real });
  }

  #take({ file, real }: Found): void {
    const kind = fileKind(file);
    if (kind === 'text') this.texts.set(file, this.#target(real));
    else if (kind === 'image') {
      if (this.images.has(real)) this.skips.add('seen-already', file);
      else this.images.set(real, { file, target: this.#target(real) });
    } else if (kind !== undefined) this.skips.add(kind, file);
  }

  #mayRead(real: string): boolean {
    return this.#folders().some((folder) => real === folder || pathBelow(path, folder, real) !== undefined);
  }

  #target(real: string): ContainedFile {
    for (const folder of this.#folders()) {
      const inside = pathBelow(path, folder, real);
      if (inside !== undefined) return { folder, path: inside };
    }
    throw new RangeError('only what is in a folder is taken');
  }

  #folders(): readonly string[] {
    return [this.#root, ...this.#trusted];
  }
}

function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** @param name The folder's own: the concept of the images in none of its folders. */
function conceptsOf(images: ReadonlyMap<string, Place>, name: string): Map<string, Place[]> {
  const concepts = new Map<string, Place[]>();
  for (const place of images.values()) {
    const [first = ''] = place.file.split('/');
    const concept = place.file.includes('/') ? first : name;
    const known = concepts.get(concept);
    if (known === undefined) concepts.set(concept, [place]);
    else known.push(place);
  }
  for (const files of concepts.values()) files.sort((a, b) => (a.file < b.file ? -1 : 1));
  return new Map([...concepts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
